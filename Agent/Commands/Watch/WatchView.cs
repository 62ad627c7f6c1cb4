using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Watch;

internal sealed class WatchView : IResultView
{
    public string Type => "watch";

    public void Write(JsonElement result, StringBuilder text)
    {
        text.Append("method=").Append(result.Shown("className")).Append('.').Append(result.Shown("methodName"))
            .Append(" location=").Append(result.Shown("accessPoint")).Append('\n');
        text.Append("ts=").Append(result.Time("ts")).Append("; [cost=").Append(result.Shown("cost"))
            .Append("ms] result=").Append(result.Shown("value")).Append('\n');
    }
}
