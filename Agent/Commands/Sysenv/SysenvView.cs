using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Sysenv;

internal sealed class SysenvView : IResultView
{
    public string Type => "sysenv";

    public void Write(JsonElement result, StringBuilder text)
    {
        TextTable.KeysAndValues(result.Get("env")).Write(text);
    }
}
