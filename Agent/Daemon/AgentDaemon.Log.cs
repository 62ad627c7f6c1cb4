namespace Arthas.Agent.Daemon;

internal sealed partial class AgentDaemon
{
    private readonly ILogger<AgentDaemon> _logger = logger;

    [LoggerMessage(LogLevel.Information, "Linked to {Hub} as {Name}")]
    private partial void Linked(Uri hub, string name);

    [LoggerMessage(LogLevel.Warning, "The link to {Hub} ended: {Reason}")]
    private partial void LinkEnded(Uri hub, string reason);

    [LoggerMessage(LogLevel.Error, "{Hub} refused this agent: {Reason}")]
    private partial void Refused(Uri hub, string reason);
}
