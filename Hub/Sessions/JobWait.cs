using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Sessions;

/// <summary>What has come of a job that somebody waits for at this node: its private log, and whether it has ended.</summary>
internal sealed class JobWait(JobKey job, Terms terms, Action<JobWait> over) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Log _log = new(terms);
    private TaskCompletionSource? _next;

    public JobKey Job => job;

    public bool HasEnded { get; private set; }

    /// <summary>News that did not fit on came: the session is to be asked.</summary>
    public bool HasGap { get; private set; }

    public long LastSeq => _log.LastSeq;

    /// <summary>To be asked for before looking; completes at the next change.</summary>
    public Task Next
    {
        get
        {
            lock (_gate)
            {
                return (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>All that was kept, and how many results were not.</summary>
    public (IReadOnlyList<Result> Results, long Missed) Results
    {
        get
        {
            lock (_gate)
            {
                return (_log.From(1), _log.FirstSeq - 1);
            }
        }
    }

    public void Take(JobNews news)
    {
        lock (_gate)
        {
            HasGap |= news.FromSeq > _log.LastSeq + 1;
            if (!HasGap)
            {
                Add(news.FromSeq, news.Results.Read());
                HasEnded |= news.Ended;
            }
        }

        Beat();
    }

    public void Take(JobPage page)
    {
        lock (_gate)
        {
            HasGap = false;
            if (page.Found && page.FromSeq > _log.LastSeq + 1)
            {
                // What the job's log could not keep until it was asked.
                _log.BeginAt(page.FromSeq);
            }

            Add(page.FromSeq, page.Results.Read());
            HasEnded |= page.Ended;
        }
    }

    public void Dispose()
    {
        over(this);
        _log.Leave();
    }

    private void Add(long fromSeq, Result[] results)
    {
        var known = (int)Math.Min(results.Length, Math.Max(0, _log.LastSeq + 1 - fromSeq));
        _log.Add(results.AsSpan(known), default);
    }

    private void Beat()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            (waiting, _next) = (_next, null);
        }

        waiting?.TrySetResult();
    }
}
