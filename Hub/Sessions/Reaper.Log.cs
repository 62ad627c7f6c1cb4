using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Sessions;

internal sealed partial class Reaper
{
    private readonly ILogger<Reaper> _logger = logger;

    [LoggerMessage(LogLevel.Warning, "Taking what is due failed; it is tried again")]
    private partial void RoundFailed(Exception exception);

    [LoggerMessage(LogLevel.Debug, "Session {Session} was idle too long and is gone")]
    private partial void SessionExpired(string session);

    [LoggerMessage(LogLevel.Information, "Job {Job} ran past its time limit")]
    private partial void JobOverTime(JobKey job);

    [LoggerMessage(LogLevel.Warning, "Job {Job} was not accepted by agent {Agent} in time")]
    private partial void JobNotAccepted(JobKey job, string? agent);

    [LoggerMessage(LogLevel.Information, "Nobody reads the results of job {Job}: it is interrupted")]
    private partial void JobUnheard(JobKey job);

    [LoggerMessage(LogLevel.Warning, "Agent {Agent} was lost: its jobs end")]
    private partial void AgentLost(string agent);
}
