using System.Globalization;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Monitoring;

/// <summary>Averages and rates are worked out here: the result has sums.</summary>
internal sealed class MonitorView : IResultView
{
    public string Type => "monitor";

    public void Write(JsonElement result, StringBuilder text)
    {
        var table = new TextTable("timestamp", "class", "method", "total", "success", "fail", "avg-rt(ms)", "fail-rate");
        foreach (var row in result.Items("monitorDataList"))
        {
            var (total, failed) = (row.Get("total").GetInt64(), row.Get("failed").GetInt64());
            table.Row(
                row.Shown("timestamp"),
                row.Shown("className"),
                row.Shown("methodName"),
                row.Shown("total"),
                row.Shown("success"),
                row.Shown("failed"),
                string.Create(CultureInfo.InvariantCulture, $"{(total == 0 ? 0 : row.Get("cost").GetDouble() / total):0.00}"),
                string.Create(CultureInfo.InvariantCulture, $"{(total == 0 ? 0 : 100.0 * failed / total):0.00}%"));
        }

        table.Write(text);
    }
}
