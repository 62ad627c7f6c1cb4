using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Jvm;

internal sealed class JvmView : IResultView
{
    public string Type => "jvm";

    public void Write(JsonElement result, StringBuilder text)
    {
        foreach (var group in result.Get("jvmInfo").EnumerateObject())
        {
            var table = new TextTable(group.Name);
            foreach (var item in group.Value.EnumerateArray())
            {
                table.Row(item.Shown("name"), item.Get("value") is { ValueKind: JsonValueKind.Array } list ? string.Join('\n', list.EnumerateArray().Select(JsonText.Shown)) : item.Shown("value"));
            }

            table.Write(text);
            text.Append('\n');
        }
    }
}
