using Arthas.Silo.Sessions;
using Microsoft.Extensions.Logging;

namespace Arthas.Conformance.Clusters;

/// <summary>What all nodes of a cluster go by, each with these very objects: a test may change a bound, and sets it back.</summary>
internal sealed class ClusterSettings
{
    /// <summary>Null: the real time.</summary>
    public LeapTime? Time { get; init; }

    public LogOptions Logs { get; } = new();

    public LeaseOptions Leases { get; } = new();

    /// <summary>Hears what the nodes log; null for nobody.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>
    /// Bounds for a suite. Leases take so long that none ends by itself however busy the machine is, and each so much longer
    /// than the one before that a test may let more time pass than it needs.
    /// </summary>
    public void Reset()
    {
        Logs.LogBytes = SuiteLogBytes;
        Logs.SessionLogBytes = 64L << 20;
        Logs.SessionLogResults = 10_000;
        Logs.PullResults = 1_000;
        Logs.PullBytes = 1 << 20;
        Logs.PullBatching = TimeSpan.Zero;
        Leases.Heartbeat = TimeSpan.FromMinutes(1);
        Leases.Interrupt = TimeSpan.FromMinutes(2);
        Leases.Acceptance = TimeSpan.FromMinutes(10);
        Leases.Unheard = TimeSpan.FromHours(1);
        Leases.EndedJob = TimeSpan.FromHours(4);
        Leases.Consumer = TimeSpan.FromHours(40);
        Leases.Session = TimeSpan.FromHours(400);
        Leases.Link = TimeSpan.FromDays(1000);
        Leases.Agent = TimeSpan.FromDays(2000);
    }

    /// <summary>Read once by each silo.</summary>
    public const long SuiteLogBytes = 2_000_000;
}
