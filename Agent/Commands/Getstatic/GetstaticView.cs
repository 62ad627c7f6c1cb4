using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Getstatic;

internal sealed class GetstaticView : IResultView
{
    public string Type => "getstatic";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.TryGetProperty("matchedClasses", out var several))
        {
            TextTable.Of(several).Write(text);
        }
        else
        {
            text.Append("field: ").Append(result.Shown("fieldName")).Append('\n').Append(result.Shown("field")).Append('\n');
        }
    }
}
