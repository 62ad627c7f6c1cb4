using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Sessions;

/// <summary>
/// The session of one <c>exec</c> for an agent: in this node's memory only, since its request dies with this node. The
/// rules are those of every session, under a lock here.
/// </summary>
internal sealed class OneTimeSession
{
    private readonly Lock _gate = new();
    private readonly Session _session;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OneTimeSession(string id, NewJob job, int jobId, Terms terms)
    {
        Key = new JobKey(id, jobId);
        _session = new Session(id, terms, NoJournal.Instance);
        _session.StartJob(job, jobId);
        _session.Tellings.Clear();
    }

    public JobKey Key { get; }

    /// <summary>Completes when the job has its status.</summary>
    public Task Ended => _ended.Task;

    public bool IsAccepted
    {
        get
        {
            lock (_gate)
            {
                return Job.Status != JobStatus.Ready;
            }
        }
    }

    /// <summary>Null when the job is over.</summary>
    public long? LastBatch
    {
        get
        {
            lock (_gate)
            {
                return Job.HasEnded ? null : Job.LastTaken;
            }
        }
    }

    public long LogBytes
    {
        get
        {
            lock (_gate)
            {
                return _session.LargestLog;
            }
        }
    }

    /// <summary>When something of it is due.</summary>
    public DateTimeOffset NextDue
    {
        get
        {
            lock (_gate)
            {
                return _session.NextDue;
            }
        }
    }

    private Job Job => _session.Job(Key.JobId)!;

    public Appended Append(JobBatch batch) => Change(() => _session.Append(batch));

    public Appended Drop(string agent, long number, long results) => Change(() => _session.Drop(Key.JobId, agent, number, results));

    public void Accept() => Change(() =>
    {
        _session.Accept(Key.JobId, Job.Start.Agent!);
        return true;
    });

    /// <summary>False when it had ended already.</summary>
    public bool End(int statusCode, string? message) => Change(() => _session.EndJob(Key.JobId, statusCode, message));

    public bool Interrupt() => Change(() => _session.Interrupt(Key.JobId));

    public void DoDue() => Change(() => _session.DoDue());

    public void Trim(long bytes) => Change(() =>
    {
        _session.TrimLargest(bytes);
        return true;
    });

    /// <summary>What the agent is to be told since this was asked for last.</summary>
    public Telling[] TakeTellings()
    {
        lock (_gate)
        {
            Telling[] tellings = [.. _session.Tellings];
            _session.Tellings.Clear();
            return tellings;
        }
    }

    /// <summary>All that was kept, and how many results were not.</summary>
    public (IReadOnlyList<Result> Results, long Missed) Take()
    {
        lock (_gate)
        {
            var log = Job.Log!;
            var taken = (log.From(1), log.FirstSeq - 1);
            _session.LetGo();
            return taken;
        }
    }

    private T Change<T>(Func<T> change)
    {
        T answer;
        bool ended;
        lock (_gate)
        {
            answer = change();
            ended = Job.HasEnded;
        }

        if (ended)
        {
            _ended.TrySetResult();
        }

        return answer;
    }
}
