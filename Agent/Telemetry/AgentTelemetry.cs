using System.Diagnostics;
using System.Diagnostics.Metrics;
using Arthas.Contracts.Telemetry;

namespace Arthas.Agent.Telemetry;

/// <summary>What an agent tells of itself, as meter and activity source <c>Arthas.Agent</c>. Names and units are OpenTelemetry's: seconds, bytes, <c>{things}</c>.</summary>
public static class AgentTelemetry
{
    public const string Name = "Arthas.Agent";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly UpDownCounter<long> Targets =
        Meter.CreateUpDownCounter<long>("arthas.agent.targets", "{process}", "Processes that this agent offers.");

    internal static readonly UpDownCounter<long> Jobs =
        Meter.CreateUpDownCounter<long>("arthas.agent.jobs", "{job}", "Jobs that run in this agent.");

    internal static readonly Counter<long> ResultsSent =
        Meter.CreateCounter<long>("arthas.agent.results.sent", "{result}", "Results that went over a link, each time they did.");

    internal static readonly Counter<long> ResultsDropped =
        Meter.CreateCounter<long>("arthas.agent.results.dropped", "{result}", "Results that were let go because no hub took them in time.");

    internal static readonly Histogram<double> AttachDuration =
        Meter.CreateHistogram(
            "arthas.agent.attach.duration",
            "s",
            "How long it took to get the probe into a process that had none.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <param name="trace">The <c>traceparent</c> of what brought the job.</param>
    internal static Activity? StartJob(string command, string? trace) =>
        trace is not null && Source.HasListeners() && ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? Source.StartActivity($"job {command}", ActivityKind.Consumer, parent)?.SetTag(TelemetryNames.Command, command)
            : null;

    /// <summary>
    /// What the probe does for the job, from the order that it is given to the end that it tells. Seen from here: nothing
    /// of the target's own tracing is touched.
    /// </summary>
    internal static Activity? StartProbe(string command, int process) => Activity.Current is null || !Source.HasListeners() ? null
        : Source.StartActivity($"probe {command}", ActivityKind.Client)?.SetTag(TelemetryNames.Command, command).SetTag("process.pid", process);
}
