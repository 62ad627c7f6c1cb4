using System.Globalization;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Memory;

internal sealed class MemoryView : IResultView
{
    public string Type => "memory";

    public void Write(JsonElement result, StringBuilder text)
    {
        var table = new TextTable("Memory", "used", "total", "max", "usage");
        foreach (var kind in result.Get("memoryInfo").EnumerateObject())
        {
            foreach (var row in kind.Value.EnumerateArray())
            {
                var (used, total, max) = (row.Get("used").GetInt64(), row.Get("total").GetInt64(), row.Get("max").GetInt64());
                var whole = max > 0 ? max : total;
                table.Row(row.Shown("name"), Size(used), Size(total), Size(max), whole > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * used / whole:0.00}%") : "");
            }
        }

        table.Write(text);
    }

    private static string Size(long bytes) =>
        bytes < 0 ? "-1" : bytes < 1 << 20 ? $"{bytes >> 10}K" : $"{bytes >> 20}M";
}
