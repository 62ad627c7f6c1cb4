using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Hub.Commands.Help;

internal sealed class HelpView : IResultView
{
    public string Type => "help";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.Get("detailCommand") is { ValueKind: JsonValueKind.Object } one)
        {
            Detail(one, text);
            return;
        }

        var table = new TextTable("NAME", "DESCRIPTION");
        foreach (var command in result.Items("commands"))
        {
            table.Row(command.Shown("name"), command.Shown("summary"));
        }

        table.Write(text);
    }

    private static void Detail(JsonElement command, StringBuilder text)
    {
        text.Append(" USAGE:\n   ").Append(command.Shown("usage")).Append("\n\n SUMMARY:\n   ").Append(command.Shown("summary")).Append('\n');
        foreach (var line in command.Shown("description").Split('\n'))
        {
            text.Append("   ").Append(line).Append('\n');
        }

        text.Append("\n OPTIONS:\n");
        var table = new TextTable();
        foreach (var option in command.Items("options"))
        {
            var value = option.IsTrue("acceptValue") ? " <value>" : "";
            var names = new[] { ("-", "shortName"), ("--", "longName") }.Where(name => option.Shown(name.Item2).Length > 0).Select(name => name.Item1 + option.Shown(name.Item2));
            table.Row(string.Join(", ", names) + value, option.Shown("description"));
        }

        foreach (var argument in command.Items("arguments"))
        {
            table.Row($"<{argument.Shown("argName")}>", argument.Shown("description"));
        }

        table.Write(text);
    }
}
