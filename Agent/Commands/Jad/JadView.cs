using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Jad;

internal sealed class JadView : IResultView
{
    public string Type => "jad";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.Get("classInfo") is { ValueKind: JsonValueKind.Object } type)
        {
            text.Append("\nClassLoader:\n");
            foreach (var loader in type.Items("classloader"))
            {
                text.Append("  ").Append(loader.Shown()).Append('\n');
            }

            text.Append("\nLocation:\n").Append(result.Shown("location")).Append("\n\n");
        }

        if (result.TryGetProperty("matchedClasses", out var several))
        {
            TextTable.Of(several).Write(text);
        }
        else
        {
            text.Append(result.Shown("source")).Append('\n');
        }
    }
}
