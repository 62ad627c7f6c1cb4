using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Ognl;

internal sealed class OgnlView : IResultView
{
    public string Type => "ognl";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.TryGetProperty("matchedClassLoaders", out var several))
        {
            TextTable.Of(several).Write(text);
        }
        else
        {
            text.Append(result.Shown("value")).Append('\n');
        }
    }
}
