using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Links;

public sealed partial class LinkHost
{
    private readonly ILogger<LinkHost> _logger = logger;

    [LoggerMessage(LogLevel.Information, "Agent {Agent} {Version} is here on link {Link}")]
    private partial void AgentCame(string agent, string version, LinkId link);

    [LoggerMessage(LogLevel.Information, "Agent {Agent} is away: link {Link} ended")]
    private partial void AgentWent(string agent, LinkId link);

    [LoggerMessage(LogLevel.Warning, "Agent {Agent} was refused: {Reason}")]
    private partial void AgentRefused(string agent, string reason);

    [LoggerMessage(LogLevel.Warning, "Link {Link} broke: {Reason}")]
    private partial void LinkBroke(LinkId link, string reason);
}
