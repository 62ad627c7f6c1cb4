using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Options;

internal sealed class OptionsView : IResultView
{
    public string Type => "options";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.Get("changeResult") is { ValueKind: JsonValueKind.Object } change)
        {
            var changed = new TextTable("NAME", "BEFORE-VALUE", "AFTER-VALUE");
            changed.Row(change.Shown("name"), change.Shown("beforeValue"), change.Shown("afterValue"));
            changed.Write(text);
            return;
        }

        var table = new TextTable("LEVEL", "TYPE", "NAME", "VALUE", "SUMMARY", "DESCRIPTION");
        foreach (var option in result.Items("options"))
        {
            table.Row(option.Shown("level"), option.Shown("type"), option.Shown("name"), option.Shown("value"), option.Shown("summary"), option.Shown("description"));
        }

        table.Write(text);
    }
}
