using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>
/// One session, by its id. No call waits for anything but the journal; each may be made again, when its answer got lost.
/// What names a node subscribes it: it hears of what comes after the answer.
/// </summary>
[Alias("arthas.session")]
internal partial interface ISessionGrain : IGrainWithStringKey
{
    [Alias("open")]
    Task<FollowReply> OpenAsync(NewSession session, IHubNode node);

    /// <summary>The session, whose idle time starts anew; null when there is none.</summary>
    [Alias("touch")]
    Task<SessionState?> TouchAsync(string? userId);

    /// <summary>A new consumer; null when there is no such session.</summary>
    [Alias("join")]
    Task<string?> JoinAsync();

    /// <summary>Ends its jobs with status 0 and tells their agents. False when there was no such session.</summary>
    [Alias("close")]
    Task<bool> CloseAsync();

    /// <param name="waiter">A node that waits for the job's end, and for its private log; null for none.</param>
    [Alias("start-job")]
    Task<StartedJob> StartJobAsync(NewJob job, IHubNode? waiter);

    /// <summary>Null when there is no such job; one that has ended is remembered for a while.</summary>
    [Alias("job")]
    Task<JobState?> JobAsync(int jobId);

    /// <summary>The jobs that have not ended, in the order of their numbers; empty when there is no such session.</summary>
    [Alias("running")]
    Task<JobState[]> RunningAsync();

    [Alias("append")]
    Task<Appended> AppendAsync(JobBatch batch);

    [Alias("drop")]
    Task<Appended> DropAsync(int jobId, string agent, long number, long results);

    /// <summary>An agent that came back says that it runs these: where each stands, null for one that is not (any more) its own.</summary>
    [Alias("resume")]
    Task<ResumedJob[]> ResumeAsync(int[] jobIds, string agent);

    /// <summary>The agent has said that it runs these.</summary>
    [Alias("accept")]
    Task AcceptAsync(int[] jobIds, string agent);

    /// <summary>By somebody other than its agent. False when there is no such job, or it has ended.</summary>
    [Alias("end-job")]
    Task<bool> EndJobAsync(int jobId, int statusCode, string? message, ResultBytes results);

    /// <summary>Ends a job (null: the foreground job) as Ctrl-C does; answers which, null when none runs.</summary>
    [Alias("interrupt")]
    Task<int?> InterruptAsync(int? jobId, IHubNode? waiter);

    /// <summary>The private log of an ended job was read.</summary>
    [Alias("release")]
    Task ReleaseAsync(int jobId);

    /// <summary>Adds results that belong to no running job. False when there is no such session.</summary>
    [Alias("note")]
    Task<bool> NoteAsync(ResultBytes results);

    [Alias("follow")]
    Task<FollowReply> FollowAsync(Follow follow);

    /// <summary>What the log has after a place, as much as one pull takes.</summary>
    [Alias("read")]
    Task<ReadReply> ReadAsync(long afterSeq);

    /// <summary>What a private log has after a place, as much as one pull takes.</summary>
    [Alias("read-job")]
    Task<JobPage> ReadJobAsync(int jobId, long afterSeq, IHubNode waiter);

    /// <summary>Looks after its deadlines and its agents, if it did not by itself.</summary>
    [Alias("wake")]
    Task WakeAsync();

    /// <summary>The logs of this silo are too large together, and this session's is the largest.</summary>
    [Alias("trim")]
    Task TrimAsync(long bytes);
}
