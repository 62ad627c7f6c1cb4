using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

internal sealed class EnhancerView : IResultView
{
    public string Type => "enhancer";

    public void Write(JsonElement result, StringBuilder text)
    {
        var effect = result.Get("effect");
        if (result.Shown("message") is { Length: > 0 } message)
        {
            text.Append(message).Append('\n');
        }

        if (effect.Shown("overLimitMsg") is { Length: > 0 } limit)
        {
            text.Append(limit).Append('\n');
        }

        if (result.IsTrue("success"))
        {
            AffectText.Write(effect, text);
        }
    }
}

internal sealed class ResetView : IResultView
{
    public string Type => "reset";

    public void Write(JsonElement result, StringBuilder text) => AffectText.Write(result.Get("affect"), text);
}

internal sealed class RowAffectView : IResultView
{
    public string Type => "row_affect";

    public void Write(JsonElement result, StringBuilder text) => text.Append("Affect(row-cnt:").Append(result.Shown("rowCount")).Append(")\n");
}

internal static class AffectText
{
    public static void Write(JsonElement effect, StringBuilder text)
    {
        foreach (var method in effect.Items("methods"))
        {
            text.Append(method.Shown()).Append('\n');
        }

        text.Append("Affect(class count: ").Append(effect.Shown("classCount"))
            .Append(" , method count: ").Append(effect.Shown("methodCount"))
            .Append(") cost in ").Append(effect.Shown("cost"))
            .Append(" ms, listenerId: ").Append(effect.Shown("listenerId")).Append('\n');
    }
}
