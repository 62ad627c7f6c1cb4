using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Stack;

internal sealed class StackView : IResultView
{
    public string Type => "stack";

    public void Write(JsonElement result, StringBuilder text)
    {
        text.Append("ts=").Append(result.Time("ts"));
        ThreadText.Write(result, text);
        var at = "    @";
        foreach (var frame in result.Items("stackTrace"))
        {
            text.Append(at);
            FrameText.Write(frame, text, withPlace: at[^1] != '@');
            at = "        at ";
        }
    }
}
