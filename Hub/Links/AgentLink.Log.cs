using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Links;

internal sealed partial class AgentLink
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(LogLevel.Warning, "Agent {Agent} no longer runs job {Job}: it was restarted")]
    private partial void JobUnknown(string agent, JobKey job);

    [LoggerMessage(LogLevel.Information, "Agent {Agent} is on another link: {Link} is closed")]
    private partial void LinkSuperseded(string agent, LinkId link);

    [LoggerMessage(LogLevel.Warning, "Agent {Agent} was refused target {Target}: it is agent {Owner}'s")]
    private partial void TargetTaken(string agent, string target, string owner);

    [LoggerMessage(LogLevel.Warning, "{Reason}; batches wait at their agent")]
    private partial void EngineAway(string reason);
}
