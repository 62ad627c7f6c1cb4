namespace Arthas.Contracts.Cluster;

/// <summary>
/// Sessions, their consumers, jobs and logs. Each member is one atomic change that any hub node may ask for; what
/// belongs together is never two calls. Time is the engine's own: callers pass durations.
/// An engine that is away throws <see cref="EngineAwayException"/> within its time limit; every member may be called
/// again after that, because each is idempotent by its keys.
/// </summary>
public interface ISessions
{
    /// <summary>Makes a session; unless it is one-time, with a first consumer and the greeting (and ALLOW_INPUT) in its log.</summary>
    ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel);

    /// <summary>The session, whose idle time starts anew; null when there is none.</summary>
    ValueTask<SessionState?> TouchAsync(string sessionId, string? userId, CancellationToken cancel);

    /// <summary>
    /// A new consumer with its preamble: DISABLED, the last 50 results without <c>input_status</c>, the last input
    /// status. Null when there is no such session, or it is a one-time one.
    /// </summary>
    ValueTask<string?> JoinAsync(string sessionId, CancellationToken cancel);

    /// <summary>
    /// Removes the session, its consumers and its log, and ends its jobs with status 0; private logs stay readable
    /// until they are released, or for a while. Answers the jobs that ran (their agents are to be told), null when
    /// there was no such session.
    /// </summary>
    ValueTask<IReadOnlyList<JobState>?> CloseAsync(string sessionId, CancellationToken cancel);

    ValueTask<IReadOnlyList<SessionState>> ListAsync(CancellationToken cancel);

    /// <summary>The next job number: one counter for the whole cluster, from 1.</summary>
    ValueTask<int> NextJobIdAsync(CancellationToken cancel);

    /// <summary>
    /// Foreground slot, job record with its deadline, and (in the log) <see cref="NewJob.Echo"/> and ALLOW_INTERRUPT,
    /// all or nothing. One of two racing callers gets <see cref="StartOutcome.Busy"/>.
    /// </summary>
    ValueTask<StartOutcome> StartJobAsync(NewJob job, CancellationToken cancel);

    /// <summary>The agent has the job (or the hub runs it itself): from now on only its deadline or its agent's lease ends it from outside.</summary>
    ValueTask AcceptJobAsync(JobKey job, CancellationToken cancel);

    /// <summary>Null when there is no such job; one that has ended is remembered for a while.</summary>
    ValueTask<JobState?> JobAsync(JobKey job, CancellationToken cancel);

    /// <summary>The jobs of one session that have not ended, in the order of their numbers; empty when there is no such session.</summary>
    ValueTask<IReadOnlyList<JobState>> RunningAsync(string sessionId, CancellationToken cancel);

    /// <summary>The jobs of all sessions that this agent was given and that have not ended.</summary>
    ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel);

    /// <summary>Adds batch number <paramref name="batch"/> (from 1) of a job's results to the log the job writes to.</summary>
    ValueTask<Appended> AppendAsync(JobKey job, long batch, IReadOnlyList<Result> results, CancellationToken cancel);

    /// <summary>
    /// The job's last results and its one <c>status</c>, the slot released, ALLOW_INPUT in the session's log. Later
    /// appends are acknowledged and dropped. With a batch number the same rules as <see cref="AppendAsync"/> hold;
    /// without one (a deadline, a lost agent, an interrupt) the job ends whatever batches are still on their way.
    /// </summary>
    ValueTask<Appended> EndJobAsync(JobKey job, JobEnd end, CancellationToken cancel);

    /// <summary>
    /// The agent of an ended job let go of so many results instead of sending them: what comes late is counted and
    /// announced, so is this. Their batch number makes that happen once. <see cref="AppendOutcome.Gap"/>: the job has not ended.
    /// </summary>
    ValueTask<Appended> DropAsync(JobKey job, long batch, long results, CancellationToken cancel);

    /// <summary>Adds results that belong to no running job: a <c>message</c>, a <c>command</c> that failed to start.</summary>
    ValueTask<bool> NoteAsync(string sessionId, IReadOnlyList<Result> results, CancellationToken cancel);

    /// <summary>
    /// What a consumer has not seen yet, waiting up to <paramref name="wait"/> for the first. Does not move its
    /// position: <see cref="CommitAsync"/> does, once the response is written. One pull is parked per consumer: a
    /// second one takes its place and the first answers empty at once.
    /// </summary>
    /// <param name="afterSeq">
    /// Sets the position: 0 gives the preamble again, a value older than the log's tail gives the oldest there is and
    /// the number missed. Null: where the consumer stands.
    /// </param>
    ValueTask<Pulled> PullAsync(string sessionId, string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel);

    /// <summary>The consumer has everything up to <paramref name="seq"/>. Never moves it back.</summary>
    ValueTask CommitAsync(string sessionId, string consumerId, long seq, CancellationToken cancel);

    /// <summary>
    /// Reads the private log of a job (an <c>exec</c>), waiting up to <paramref name="wait"/> for more than
    /// <paramref name="afterSeq"/> or for the job's end. To be read in a loop until <see cref="JobRead.Ended"/>.
    /// </summary>
    ValueTask<JobRead> ReadJobAsync(JobKey job, long afterSeq, TimeSpan wait, CancellationToken cancel);

    /// <summary>The <c>exec</c> that read a private log is over: forgets the job and its log. Without it that happens a while after the end.</summary>
    ValueTask ReleaseJobAsync(JobKey job, CancellationToken cancel);

    /// <summary>Waits for the job's end; false when the time is over first, true when there is no such job (any more).</summary>
    ValueTask<bool> WaitEndAsync(JobKey job, TimeSpan wait, CancellationToken cancel);

    /// <summary>
    /// Takes what is due, so that of all the nodes that ask only one gets each: passed deadlines, jobs that no agent
    /// accepted, jobs nobody listens to, sessions that were idle (already removed when they are answered here).
    /// A job that its taker did not end (it died) is due again after a while. Also drops idle consumers.
    /// </summary>
    ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel);

    /// <summary>The command history of the whole server: the last 500 lines, oldest first.</summary>
    ValueTask AddHistoryAsync(string line, CancellationToken cancel);

    ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel);

    ValueTask ClearHistoryAsync(CancellationToken cancel);
}
