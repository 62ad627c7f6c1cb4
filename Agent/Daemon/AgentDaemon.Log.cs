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

    [LoggerMessage(LogLevel.Warning, "The target {Target} is agent {Owner}'s and not offered by this one: end one of the two, or tell them apart by --Agent:Apps")]
    private partial void TargetTaken(string target, string owner);

    [LoggerMessage(LogLevel.Information, "No target is another agent's any more")]
    private partial void NoneTaken();
}
