using System.Globalization;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Hub.Commands.History;

internal sealed class HistoryView : IResultView
{
    public string Type => "history";

    public void Write(JsonElement result, StringBuilder text)
    {
        var number = 0;
        foreach (var line in result.Items("history"))
        {
            text.Append(CultureInfo.InvariantCulture, $"{++number,5}  {line.Shown()}\n");
        }
    }
}
