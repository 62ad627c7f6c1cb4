using System.Globalization;
using System.Text;

namespace Arthas.Benchmarks;

internal static class Table
{
    public static string Of(IEnumerable<Row> rows)
    {
        var table = new StringBuilder("| | ours | against | ratio | aim |\n|---|---:|---:|---:|---|\n");
        foreach (var row in rows)
        {
            var ratio = row.Ratio is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:F2}×") : "";
            table.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Ours} | {row.Other} | {ratio} | {row.Aim} |\n");
        }

        return table.ToString();
    }
}
