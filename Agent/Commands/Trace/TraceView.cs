using System.Globalization;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Trace;

/// <summary>The tree as Arthas draws it: of each call its share of the call above, and its milliseconds.</summary>
internal sealed class TraceView : IResultView
{
    private const double NanosecondsPerMillisecond = 1e6;

    public string Type => "trace";

    public void Write(JsonElement result, StringBuilder text) => Draw(result.Get("root"), "", isLast: true, above: 0, text);

    private static void Draw(JsonElement node, string prefix, bool isLast, double above, StringBuilder text)
    {
        text.Append(prefix).Append(isLast ? "`---" : "+---");
        switch (node.Shown("type"))
        {
            case "thread":
                text.Append("ts=").Append(node.Shown("timestamp"));
                ThreadText.Write(node, text);
                break;
            case "throw":
                text.Append("throw:").Append(node.Shown("exception")).Append(" #").Append(node.Shown("lineNumber"))
                    .Append(" [").Append(node.Shown("message")).Append("]\n");
                break;
            default:
                Method(node, above, text);
                break;
        }

        var total = node.Get("totalCost") is { ValueKind: JsonValueKind.Number } cost ? cost.GetDouble() : 0;
        var children = node.Items("children").ToList();
        for (var i = 0; i < children.Count; i++)
        {
            Draw(children[i], prefix + (isLast ? "    " : "|   "), i == children.Count - 1, total, text);
        }
    }

    private static void Method(JsonElement node, double above, StringBuilder text)
    {
        var share = above > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * node.Get("totalCost").GetDouble() / above:0.00}% ") : "";
        text.Append('[').Append(share);
        if (node.Get("times").GetInt64() > 1)
        {
            text.Append("min=").Append(Milliseconds(node, "minCost")).Append(",max=").Append(Milliseconds(node, "maxCost"))
                .Append(",total=").Append(Milliseconds(node, "totalCost")).Append(",count=").Append(node.Shown("times"));
        }
        else
        {
            text.Append(Milliseconds(node, "cost")).Append(share.Length > 0 ? " " : "");
        }

        text.Append("] ").Append(node.Shown("className")).Append(':').Append(node.Shown("methodName")).Append("()");
        if (node.Get("lineNumber").GetInt32() > 0)
        {
            text.Append(" #").Append(node.Shown("lineNumber"));
        }

        if (node.Shown("mark") is { Length: > 0 } mark)
        {
            text.Append(" [").Append(mark).Append(']');
        }

        text.Append('\n');
    }

    private static string Milliseconds(JsonElement node, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{node.Get(key).GetDouble() / NanosecondsPerMillisecond:0.######}ms");
}
