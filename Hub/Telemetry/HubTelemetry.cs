using System.Diagnostics;
using System.Diagnostics.Metrics;
using Arthas.Contracts.Telemetry;
using Arthas.Silo.Fleet;

namespace Arthas.Hub.Telemetry;

/// <summary>What a hub node tells of itself, as meter and activity source <c>Arthas.Hub</c>. Names and units are OpenTelemetry's: seconds, bytes, <c>{things}</c>.</summary>
internal static class HubTelemetry
{
    public const string Name = "Arthas.Hub";

    /// <summary>Tag: <c>started</c>, <c>ran</c> (by the hub itself), <c>refused</c> or <c>failed</c>.</summary>
    public const string Outcome = "arthas.outcome";

    /// <summary>OpenTelemetry's word for a value that is none of the known ones.</summary>
    public const string Other = "_OTHER";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Commands =
        Meter.CreateCounter<long>("arthas.commands", "{command}", "Commands that this node was asked to run.");

    public static readonly UpDownCounter<long> Parked =
        Meter.CreateUpDownCounter<long>("arthas.pulls.parked", "{request}", "Requests for results that wait for one.");

    public static readonly Counter<long> ResultsPulled =
        Meter.CreateCounter<long>("arthas.results.pulled", "{result}", "Results that this node answered.");

    public static readonly Counter<long> ResultsTaken =
        Meter.CreateCounter<long>("arthas.results.taken", "{result}", "Results that agents sent to this node, each time they did.");

    public static readonly Counter<long> ResultsDropped =
        Meter.CreateCounter<long>("arthas.results.dropped", "{result}", "Results of ended jobs that agents let go instead of sending them.");

    public static readonly UpDownCounter<long> Links =
        Meter.CreateUpDownCounter<long>("arthas.links", "{link}", "Links of agents to this node.");

    /// <summary>A command that was asked for, from reading its line to its start, or to its end where the hub runs it itself.</summary>
    public static CommandSpan StartCommand(string command) =>
        new(command, Source.HasListeners() ? Source.StartActivity($"command {command}")?.SetTag(TelemetryNames.Command, command) : null);

    /// <summary>A job on its way over the link to its agent; null where nobody traces it.</summary>
    public static Activity? StartDelivery(AgentMessage message) =>
        message.Run?.Trace is { } trace && Source.HasListeners() && ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? Source.StartActivity($"link {message.Run.Words[0]}", ActivityKind.Producer, parent)
            : null;
}
