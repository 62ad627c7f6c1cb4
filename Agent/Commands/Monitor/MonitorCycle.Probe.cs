using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Threads;

namespace Arthas.Probe.Commands.Monitoring;

/// <summary>
/// Makes a result at the end of each cycle, from the first in which a method was called; the job ends at the end of the
/// cycle after the last one, as Arthas's does. On a thread of its own: the application's pool may be what is ill.
/// </summary>
internal sealed class MonitorCycle(ProbeJob job, ListeningJob listening, Tallies tallies, TimeSpan length, int limit)
{
    public void Start() => OwnThread.Start("monitor", Run);

    private void Run()
    {
        var started = Stopwatch.GetTimestamp();
        var said = 0;
        for (var cycle = 1; !EndsWithin((length * cycle) - Stopwatch.GetElapsedTime(started)); cycle++)
        {
            var known = tallies.All;
            if (known.Count == 0)
            {
                continue;
            }

            if (limit > 0 && said++ >= limit)
            {
                listening.End(0, null);
                return;
            }

            job.Result("monitor", known, static (json, rows) => Write(json, rows));
        }
    }

    private bool EndsWithin(TimeSpan time) => job.Ended.WaitHandle.WaitOne(time > TimeSpan.Zero ? time : TimeSpan.Zero);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Tally> rows)
    {
        var now = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        json.WriteStartArray("monitorDataList");
        foreach (var row in rows)
        {
            var counts = row.Next();
            json.WriteStartObject();
            json.WriteString("className", row.ClassName);
            json.WriteString("methodName", row.MethodName);
            json.WriteNumber("total", counts.Total);
            json.WriteNumber("success", counts.Succeeded);
            json.WriteNumber("failed", counts.Failed);
            json.WriteNumber("cost", counts.Milliseconds);
            json.WriteString("timestamp", now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
