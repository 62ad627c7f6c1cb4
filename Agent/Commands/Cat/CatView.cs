using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Cat;

internal sealed class CatView : IResultView
{
    public string Type => "cat";

    public void Write(JsonElement result, StringBuilder text)
    {
        text.Append(result.Shown("content"));
    }
}
