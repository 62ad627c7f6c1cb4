using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>The nodes that hear of a session's results, and those that wait for its jobs. Used in the session's turns only.</summary>
/// <param name="lease">A node that does not say so again is forgotten after this.</param>
internal sealed class Followers(string session, TimeSpan lease, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<IHubNode, long> _nodes = [];
    private readonly Dictionary<int, List<IHubNode>> _waiters = [];
    private readonly Queue<SessionNews> _written = new();
    private readonly Queue<JobNews> _writtenOfJobs = new();

    public void Add(IHubNode node) => _nodes[node] = time.GetTimestamp();

    public void AddWaiter(int jobId, IHubNode node)
    {
        if (!_waiters.TryGetValue(jobId, out var nodes))
        {
            _waiters.Add(jobId, nodes = []);
        }

        if (!nodes.Contains(node))
        {
            nodes.Add(node);
        }
    }

    /// <summary>An entry was applied: what it put into the logs is news once it is durable.</summary>
    public void Wrote(Session changed, SessionEntry entry)
    {
        if (_nodes.Count > 0 && entry.Log.Count > 0)
        {
            _written.Enqueue(new SessionNews(session, changed.Log.LastSeq - entry.Log.Count + 1, entry.Log));
        }

        if (entry is JobEntry job && _waiters.ContainsKey(job.JobId) && changed.Job(job.JobId) is { } known && (job.Private.Count > 0 || entry is JobEnded))
        {
            _writtenOfJobs.Enqueue(new JobNews(known.Key, (known.Log?.LastSeq ?? 0) - job.Private.Count + 1, job.Private, entry is JobEnded));
        }
    }

    /// <summary>What was written since it was asked for last: to be told when all of that is durable.</summary>
    public News Take()
    {
        if (_written.Count == 0 && _writtenOfJobs.Count == 0)
        {
            return default;
        }

        var news = new News([.. _written], [.. _writtenOfJobs]);
        _written.Clear();
        _writtenOfJobs.Clear();
        return news;
    }

    public void Tell(News news)
    {
        foreach (var one in news.OfSession ?? [])
        {
            ToFollowers(one);
        }

        foreach (var one in news.OfJobs ?? [])
        {
            ToWaiters(one);
        }
    }

    /// <summary>
    /// This activation goes, and the next one, which their next call makes, knows none of them: news that leaves a gap has
    /// them ask at once instead of a second later.
    /// </summary>
    public void TellMoved(Session left)
    {
        ToFollowers(new SessionNews(session, left.Log.LastSeq + 2, default));
        foreach (var jobId in _waiters.Keys.ToArray())
        {
            ToWaiters(new JobNews(new JobKey(session, jobId), (left.Job(jobId)?.Log?.LastSeq ?? 0) + 2, default, Ended: false));
        }
    }

    public void TellClosed(Session closed)
    {
        ToFollowers(new SessionNews(session, closed.Log.LastSeq + 1, default, Closed: true));
        foreach (var jobId in _waiters.Keys.ToArray())
        {
            if (closed.Job(jobId) is { Log: { } log } job)
            {
                // Its last result is the status that the end of the session gave it.
                ToWaiters(new JobNews(job.Key, log.LastSeq, ResultBytes.Of(log.From(log.LastSeq)), Ended: true));
            }
            else
            {
                ToWaiters(new JobNews(new JobKey(session, jobId), 1, default, Ended: true));
            }
        }
    }

    private void ToFollowers(SessionNews news)
    {
        foreach (var (node, since) in _nodes)
        {
            if (time.GetElapsedTime(since) > lease)
            {
                _nodes.Remove(node);
                continue;
            }

            Sent(node.NewsAsync(news));
        }
    }

    private void ToWaiters(JobNews news)
    {
        foreach (var node in _waiters.GetValueOrDefault(news.Job.JobId) ?? [])
        {
            Sent(node.JobNewsAsync(news));
        }

        if (news.Ended)
        {
            _waiters.Remove(news.Job.JobId);
        }
    }

    /// <summary>What does not get there is looked for by the node itself.</summary>
    private void Sent(Task sending)
    {
        if (!sending.IsCompletedSuccessfully)
        {
            _ = sending.ContinueWith(
                failed => logger.NotSent(session, failed.Exception!.GetBaseException().Message),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        }
    }

    internal readonly record struct News(SessionNews[]? OfSession, JobNews[]? OfJobs);
}

internal static partial class FollowersLog
{
    [LoggerMessage(2203, LogLevel.Debug, "News of session {Session} was not sent: {Reason}")]
    public static partial void NotSent(this ILogger logger, string session, string reason);
}
