using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Hub.Commands.Jobs;

internal sealed class JobsView : IResultView
{
    public string Type => "jobs";

    public void Write(JsonElement result, StringBuilder text)
    {
        foreach (var job in result.Items("jobs"))
        {
            text.Append('[').Append(job.Shown("jobId")).Append(']').Append(job.IsTrue("foreground") ? "*" : "").Append('\n')
                .Append("       ").Append(job.Shown("jobStatus")).Append("  ").Append(job.Shown("command")).Append('\n')
                .Append("       start time      : ").Append(job.Time("startTime")).Append('\n');
            if (job.TryGetProperty("timeoutDate", out _))
            {
                text.Append("       timeout date    : ").Append(job.Time("timeoutDate")).Append('\n');
            }

            if (job.TryGetProperty("target", out var target))
            {
                text.Append("       target          : ").Append(target.Shown()).Append('\n');
            }
        }
    }
}
