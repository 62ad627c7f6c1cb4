using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Sysprop;

internal sealed class SyspropView : IResultView
{
    public string Type => "sysprop";

    public void Write(JsonElement result, StringBuilder text)
    {
        TextTable.KeysAndValues(result.Get("props")).Write(text);
    }
}
