using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Line;

internal sealed class LineListView : IResultView
{
    public string Type => "line-list";

    public void Write(JsonElement result, StringBuilder text) => text.Append(result.Shown("className")).Append('.').Append(result.Shown("methodName"))
        .Append(result.Shown("methodDesc")).Append(' ').Append(result.Shown("sourceFile")).Append(": ").Append(result.Shown("lines")).Append('\n');
}
