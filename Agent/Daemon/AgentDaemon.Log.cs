namespace Arthas.Agent.Daemon;

internal sealed partial class AgentDaemon
{
    private readonly ILogger<AgentDaemon> _logger = logger;

    [LoggerMessage(LogLevel.Information, "Linked to {Hub} as {Name}", EventId = 1000)]
    private partial void Linked(Uri hub, string name);

    [LoggerMessage(LogLevel.Warning, "The link to {Hub} ended: {Reason}", EventId = 1001)]
    private partial void LinkEnded(Uri hub, string reason);

    [LoggerMessage(LogLevel.Error, "{Hub} refused this agent: {Reason}", EventId = 1002)]
    private partial void Refused(Uri hub, string reason);

    [LoggerMessage(LogLevel.Warning, "The target {Target} is agent {Owner}'s and not offered by this one: end one of the two, or tell them apart by --Agent:Apps", EventId = 1003)]
    private partial void TargetTaken(string target, string owner);

    [LoggerMessage(LogLevel.Information, "No target is another agent's any more", EventId = 1004)]
    private partial void NoneTaken();
}
