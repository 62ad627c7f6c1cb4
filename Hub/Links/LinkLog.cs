using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;

namespace Arthas.Hub.Links;

internal static partial class LinkLog
{
    [LoggerMessage(3301, LogLevel.Information, "Agent {Agent} {Version} is here on link {Link}")]
    public static partial void AgentCame(this ILogger logger, string agent, string version, LinkId link);

    [LoggerMessage(3302, LogLevel.Information, "Agent {Agent} is away: link {Link} ended")]
    public static partial void AgentWent(this ILogger logger, string agent, LinkId link);

    [LoggerMessage(3303, LogLevel.Warning, "Agent {Agent} was refused: {Reason}")]
    public static partial void AgentRefused(this ILogger logger, string agent, string reason);

    [LoggerMessage(3304, LogLevel.Warning, "Link {Link} broke: {Reason}")]
    public static partial void LinkBroke(this ILogger logger, LinkId link, string reason);

    [LoggerMessage(3305, LogLevel.Information, "Agent {Agent} is on another link: {Link} is closed")]
    public static partial void LinkSuperseded(this ILogger logger, string agent, LinkId link);

    [LoggerMessage(3306, LogLevel.Warning, "Agent {Agent} was refused target {Target}: it is agent {Owner}'s")]
    public static partial void TargetTaken(this ILogger logger, string agent, string target, string owner);

    [LoggerMessage(3307, LogLevel.Warning, "{Reason} Batches wait at their agent.")]
    public static partial void ClusterAway(this ILogger logger, string reason);

    [LoggerMessage(3308, LogLevel.Error, "What came of job {Job} could not be passed on: its link is closed")]
    public static partial void PumpFailed(this ILogger logger, Exception e, JobKey job);

    [LoggerMessage(3309, LogLevel.Debug, "What agent {Agent} ran for a node that does not answer ends: {Reason}")]
    public static partial void OwnerSilent(this ILogger logger, string agent, string reason);
}
