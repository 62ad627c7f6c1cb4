using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>Columns as wide as their widest cell, two blanks between them; a head over a line of dashes.</summary>
public sealed class TextTable
{
    // One long value must not pad all others.
    private const int WidestPadding = 100;

    private readonly string[] _head;
    private readonly List<string[]> _rows = [];

    /// <param name="head">Empty for a table without one.</param>
    public TextTable(params string[] head) => _head = head;

    /// <summary>A row for each property.</summary>
    public static TextTable KeysAndValues(JsonElement properties)
    {
        var table = new TextTable("KEY", "VALUE");
        foreach (var property in properties.EnumerateObject())
        {
            table.Row(property.Name, property.Value.Shown());
        }

        return table;
    }

    /// <summary>A row for each object, a column for each key that any of them has.</summary>
    public static TextTable Of(JsonElement objects)
    {
        var keys = objects.EnumerateArray().SelectMany(item => item.EnumerateObject()).Select(property => property.Name).Distinct().ToArray();
        var table = new TextTable(keys);
        foreach (var item in objects.EnumerateArray())
        {
            table.Row([.. keys.Select(key => item.TryGetProperty(key, out var value) ? value.Shown() : "")]);
        }

        return table;
    }

    public void Row(params string[] cells) => _rows.Add(cells);

    public void Write(StringBuilder text)
    {
        var columns = Math.Max(_head.Length, _rows.Count == 0 ? 0 : _rows.Max(row => row.Length));
        var widths = new int[columns];
        foreach (var row in _rows.Append(_head))
        {
            for (var i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], Math.Min(WidestPadding, row[i].Split('\n').Max(line => line.Length)));
            }
        }

        if (_head.Length > 0)
        {
            Row(_head, widths, text);
            text.Append('-', widths.Sum() + (2 * columns)).Append('\n');
        }

        foreach (var row in _rows)
        {
            Row(row, widths, text);
        }
    }

    private static void Row(string[] row, int[] widths, StringBuilder text)
    {
        // A cell may have lines of its own.
        var cells = Array.ConvertAll(row, cell => cell.Split('\n'));
        for (var line = 0; line == 0 || cells.Any(cell => line < cell.Length); line++)
        {
            var begin = text.Length;
            for (var i = 0; i < cells.Length; i++)
            {
                var cell = line < cells[i].Length ? cells[i][line] : "";
                text.Append(i == 0 ? " " : "  ").Append(cell).Append(' ', Math.Max(0, widths[i] - cell.Length));
            }

            while (text.Length > begin && text[^1] == ' ')
            {
                text.Length--;
            }

            text.Append('\n');
        }
    }
}
