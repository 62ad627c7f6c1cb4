using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Jobs;

/// <summary>What became of a command line.</summary>
internal abstract record Launch
{
    /// <summary>An agent runs it.</summary>
    /// <param name="Wait">For its end and its private log; null where nobody waits. To be disposed of.</param>
    public sealed record Started(JobKey Job, JobWait? Wait) : Launch;

    /// <summary>An agent runs it, without a session that others could see. To be ended.</summary>
    public sealed record StartedOnce(OneTimeSession Session, NewJob Job) : Launch;

    /// <summary>A command of the hub's own, which has ended.</summary>
    /// <param name="Results">Its status is the last.</param>
    public sealed record Ran(JobKey Job, IReadOnlyList<Result> Results) : Launch;

    /// <summary>The session has a foreground job, or enough in the background.</summary>
    public sealed record Refused(string Message) : Launch;

    /// <summary>No job was made of it.</summary>
    public sealed record Failed(string Message) : Launch;

    public sealed record NoSession : Launch;
}
