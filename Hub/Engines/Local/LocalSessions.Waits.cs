using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Engines.Local;

/// <summary>The members that wait: for a pulse of the session or of the job, never by asking again.</summary>
internal sealed partial class LocalSessions
{
    public async ValueTask<Pulled> PullAsync(
        string sessionId, string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        if (!_sessions.TryGetValue(sessionId, out var session))
        {
            return NoSession;
        }

        Consumer? consumer;
        Task changed;
        int turn;
        lock (session)
        {
            if (session.IsClosed)
            {
                return NoSession;
            }

            consumer = session.Consumer(consumerId);
            if (consumer is null)
            {
                return new Pulled { Outcome = PullOutcome.NoConsumer };
            }

            turn = session.Enter(consumer, afterSeq);
            if (wait <= TimeSpan.Zero || consumer.HasNews(session.Log))
            {
                session.Leave(consumer);
                return consumer.Read(session.Log, _terms.Log);
            }

            changed = session.Changed.Next;
        }

        try
        {
            return await ParkAsync(session, consumer, turn, changed, wait, cancel);
        }
        finally
        {
            lock (session)
            {
                session.Leave(consumer);
            }
        }
    }

    public async ValueTask<JobRead> ReadJobAsync(JobKey job, long afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        if (Find(job) is not { } found)
        {
            return new JobRead(false, [], afterSeq, true);
        }

        var until = _terms.Clock.Now + wait;
        while (true)
        {
            Task changed;
            var left = until - _terms.Clock.Now;
            lock (found.Owner)
            {
                var last = found.Log?.LastSeq ?? 0;
                if (afterSeq < last || found.HasEnded || left <= TimeSpan.Zero)
                {
                    return Read(found, Math.Clamp(afterSeq, 0, last));
                }

                changed = found.Changed.Next;
            }

            await BeatAsync(changed, left, cancel);
        }
    }

    public async ValueTask<bool> WaitEndAsync(JobKey job, TimeSpan wait, CancellationToken cancel)
    {
        if (Find(job) is not { } found)
        {
            return true;
        }

        Task ended;
        lock (found.Owner)
        {
            if (found.HasEnded || wait <= TimeSpan.Zero)
            {
                return found.HasEnded;
            }

            ended = found.Ended.Next;
        }

        await BeatAsync(ended, wait, cancel);
        return ended.IsCompleted;
    }

    private static Pulled NoSession { get; } = new() { Outcome = PullOutcome.NoSession };

    private async Task<Pulled> ParkAsync(
        Session session, Consumer consumer, int turn, Task changed, TimeSpan wait, CancellationToken cancel)
    {
        var until = _terms.Clock.Now + wait;
        while (true)
        {
            await BeatAsync(changed, until - _terms.Clock.Now, cancel);
            var news = false;
            lock (session)
            {
                if (session.IsClosed)
                {
                    return NoSession;
                }

                news = turn == consumer.Turn && consumer.HasNews(session.Log);
                if (!news)
                {
                    // A newer pull has what this one would have answered; or only somebody else was woken.
                    if (turn != consumer.Turn || _terms.Clock.Now >= until)
                    {
                        return consumer.Empty();
                    }

                    changed = session.Changed.Next;
                    continue;
                }
            }

            if (_terms.Log.PullBatching > TimeSpan.Zero)
            {
                await Task.Delay(_terms.Log.PullBatching, _terms.Clock.Time, cancel);
            }

            lock (session)
            {
                return session.IsClosed ? NoSession
                    : turn != consumer.Turn ? consumer.Empty()
                    : consumer.Read(session.Log, _terms.Log);
            }
        }
    }

    private Job? Find(JobKey key) =>
        With(key.SessionId, s => s.Job(key.JobId), null) ?? _orphans.GetValueOrDefault(key);

    private JobRead Read(Job job, long afterSeq)
    {
        if (job.Log is not { } log)
        {
            return new JobRead(true, [], afterSeq, job.HasEnded);
        }

        var batch = new Batch(_terms.Log);
        var (last, missed) = batch.Read(log, afterSeq);
        return new JobRead(true, batch.Results, last, job.HasEnded && last == log.LastSeq, missed);
    }

    /// <summary>Thousands wait here and most in vain: running out of time is no exception, only a cancelled caller is.</summary>
    private async Task BeatAsync(Task beat, TimeSpan atMost, CancellationToken cancel)
    {
        // Timers count whole milliseconds: the rest of one would be waited for in no time, again and again.
        if (atMost > TimeSpan.Zero)
        {
            await beat.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(atMost.TotalMilliseconds)), _terms.Clock.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancel.ThrowIfCancellationRequested();
    }
}
