using System.Security.Cryptography;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;

namespace Arthas.Hub.Sessions;

/// <summary>
/// A session with its log, its consumers and its jobs. Plain code without a lock: whoever calls holds it alone (the
/// local engine by a lock, a grain by its turn), and then every member is one atomic change.
/// </summary>
internal sealed partial class Session
{
    private readonly Terms _terms;
    private readonly NewSession _start;
    private readonly TimeSpan _created;
    private readonly Dictionary<string, Consumer> _consumers = [];
    private TimeSpan _lastAccess;
    private string? _userId;
    private int _consumersEver;

    public Session(string id, NewSession start, Terms terms)
    {
        Id = id;
        _start = start;
        _terms = terms;
        _created = _lastAccess = terms.Clock.Now;
        _userId = start.UserId;
        Log = new Log(terms);
        if (!start.OneTime)
        {
            FirstConsumer = Add(preamble: null);
            foreach (var result in start.Greeting)
            {
                Log.Add(result);
            }

            Log.Add(InputStatus.AllowInput);
        }

        SetNextDue();
    }

    public string Id { get; }

    public string? FirstConsumer { get; }

    public Log Log { get; }

    /// <summary>Beats when the log grows, when a pull takes another's place, and at the end.</summary>
    public Pulse Changed { get; } = new();

    public bool IsClosed { get; private set; }

    public SessionState State => new()
    {
        Id = Id,
        UserId = _userId,
        TargetId = _start.TargetId,
        TargetStart = _start.TargetStart,
        OneTime = _start.OneTime,
        Values = _start.Values,
        Created = _terms.Clock.Utc(_created),
        LastAccess = _terms.Clock.Utc(_lastAccess),
        Consumers = _consumers.Count,
        Foreground = _foreground?.State,
    };

    public SessionState Touch(string? userId)
    {
        _lastAccess = _terms.Clock.Now;
        if (!string.IsNullOrWhiteSpace(userId))
        {
            _userId = userId;
        }

        return State;
    }

    public string? Join() => _start.OneTime ? null : Add(Preamble.Of(Log));

    public Consumer? Consumer(string id) => _consumers.GetValueOrDefault(id);

    /// <summary>A pull begins; one that was parked before it answers empty.</summary>
    public int Enter(Consumer consumer, long? afterSeq)
    {
        _lastAccess = _terms.Clock.Now;
        if (consumer.IsParked)
        {
            Changed.Beat();
        }

        return consumer.Enter(afterSeq, Log.LastSeq, _lastAccess);
    }

    public void Leave(Consumer consumer)
    {
        _lastAccess = _terms.Clock.Now;
        consumer.Leave(_lastAccess);
        // An idle lease may have been put off while the consumer was parked.
        SetNextDueAtMost(_lastAccess + _terms.Leases.Consumer);
    }

    public void Commit(string consumerId, long seq) => Consumer(consumerId)?.Commit(seq, Log.LastSeq);

    public void Note(IReadOnlyList<Result> results)
    {
        foreach (var result in results)
        {
            Log.Add(result);
        }

        Grown();
    }

    /// <summary>Ends the jobs, wakes everybody, gives back the logs. Answers the jobs that ran.</summary>
    public IReadOnlyList<JobState> Close()
    {
        IsClosed = true;
        var ran = new List<JobState>();
        foreach (var job in _jobs.Values)
        {
            if (!job.HasEnded)
            {
                ran.Add(job.State);
                job.Log?.Add(new StatusResult { JobId = job.Key.JobId, StatusCode = 0 }.ToResult());
                job.End(_terms.Clock.Now);
            }

            job.Log?.Leave();
        }

        _foreground = null;
        Changed.Beat();
        Log.Leave();
        return ran;
    }

    private string Add(Preamble? preamble)
    {
        var id = $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}_{++_consumersEver}";
        _consumers.Add(id, new Consumer(preamble, _terms.Clock.Now));
        SetNextDueAtMost(_terms.Clock.Now + _terms.Leases.Consumer);
        return id;
    }

    private void Grown()
    {
        Changed.Beat();
        if (_foreground is { Start.Private: false } && (Log.IsNearlyFull || Log.FirstSeq > 1))
        {
            SetNextDueAtMost(HeardUntil());
        }
    }
}
