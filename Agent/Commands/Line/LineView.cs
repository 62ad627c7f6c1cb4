using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Line;

internal sealed class LineView : IResultView
{
    public string Type => "line";

    public void Write(JsonElement result, StringBuilder text)
    {
        text.Append("method=").Append(result.Shown("className")).Append('.').Append(result.Shown("methodName")).Append(result.Shown("methodDesc"))
            .Append(" line=").Append(result.Shown("lineNumber")).Append('\n');
        text.Append("ts=").Append(result.Time("ts")).Append("; [cost=").Append(result.Shown("cost")).Append("ms] thread=").Append(result.Shown("threadName"))
            .Append(" result=").Append(result.Shown("value")).Append('\n');
        foreach (var frame in result.Items("stackTrace"))
        {
            text.Append("    at ");
            FrameText.Write(frame, text);
        }
    }
}
