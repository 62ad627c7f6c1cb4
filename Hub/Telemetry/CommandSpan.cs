using System.Diagnostics;
using Arthas.Contracts.Telemetry;
using Arthas.Hub.Jobs;

namespace Arthas.Hub.Telemetry;

/// <summary>The activity (null where nobody traces) and the count of one command.</summary>
internal readonly struct CommandSpan(string command, Activity? activity) : IDisposable
{
    public void End(Launch launch)
    {
        var outcome = launch switch
        {
            Launch.Started or Launch.StartedOnce => "started",
            Launch.Ran => "ran",
            Launch.Refused => "refused",
            _ => "failed",
        };
        HubTelemetry.Commands.Add(1, new(TelemetryNames.Command, command), new(HubTelemetry.Outcome, outcome));
        activity?.SetTag(HubTelemetry.Outcome, outcome);
    }

    public void Dispose() => activity?.Dispose();
}
