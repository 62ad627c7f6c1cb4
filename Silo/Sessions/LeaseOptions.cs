using System.ComponentModel.DataAnnotations;
using Arthas.Contracts.Links;

namespace Arthas.Silo.Sessions;

/// <summary>
/// Section <c>Hub:Leases</c>: after how much silence each party is taken for gone. The same on every node of a cluster;
/// how they must stand to each other is checked at the start (<see cref="LeaseOptionsValidator"/>).
/// </summary>
public sealed class LeaseOptions
{
    public const string Section = "Hub:Leases";

    private const string Least = "00:00:00.010";
    private const string Most = "365.00:00:00";

    /// <summary>The longest that a timer takes is 49.7 days.</summary>
    private const string MostOfTimer = "49.00:00:00";

    /// <summary>Both ends of a link send something at least this often. Default 1 s.</summary>
    [Range(typeof(TimeSpan), Least, MostOfTimer)]
    public TimeSpan Heartbeat { get; set; } = LinkTimes.Default.Heartbeat;

    /// <summary>A link that was silent this long is dead. Default 3 s. Less finds a frozen agent sooner and mistakes a slow one for it.</summary>
    [Range(typeof(TimeSpan), Least, MostOfTimer)]
    public TimeSpan Link { get; set; } = LinkTimes.Default.Silence;

    /// <summary>An agent without a link keeps its targets (as away) and its jobs this long. Default 60 s.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Agent { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>An agent must accept a job within this. Default 5 s.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Acceptance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A consumer that pulls nothing this long is removed. Default 5 min, as in Arthas.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Consumer { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A session with no request this long and no foreground job is removed. Default 3 h, as in Arthas.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(3);

    /// <summary>A consumer that loses results counts as deaf when it has not pulled this long. Default 1 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Unheard { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>An interrupted job has this long to send its own status. Default 1 s.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Interrupt { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an ended job is remembered, so that what comes late is counted; also a private log nobody released. Default 10 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan EndedJob { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A hub node that follows the fleet or a session, and does not say so again within this, is told nothing more. Default 20 s; nodes say it every 2 s, of a session in their own silo every half of it at most.</summary>
    [Range(typeof(TimeSpan), "00:00:05", Most)]
    public TimeSpan Node { get; set; } = TimeSpan.FromSeconds(20);
}
