using Arthas.Agent.Telemetry;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;

namespace Arthas.Agent.Jobs;

/// <summary>
/// The results of one job on their way to the cluster, in batches numbered from 1. A batch is cut when the link is
/// ready for it, so results gather while it is not; it is held until acknowledged, and a while longer in case the
/// cluster's store comes back older than it was. What does not fit is counted, and announced in its place. Of a job that
/// was ended from outside only the number of what is left is sent.
/// </summary>
internal sealed class AgentOutbox(int jobId, AgentOptions options, TimeProvider time)
{
    private const int BatchBytes = 256 * 1024;
    private const int BatchResults = 500;

    /// <summary>Batches on their way: more would pile up in the link while the store is away, and come all at once after it.</summary>
    private const int MostUnderway = 8;

    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly List<OutBatch> _batches = [];
    private readonly TrimmedCounts _trimmed = new();
    private readonly CatchUp _catchUp = new(time);

    // Numbers of batches: the first one held, the first one not acknowledged, the next one to send on the present link.
    private long _first = 1;
    private long _unacknowledged = 1;
    private long _next = 1;
    private long _unacknowledgedBytes;
    private long _acknowledgedBytes;
    private int _dropped;
    private bool _ended;

    // Of a stopped job: what was let go, under which number that is told, and how far that got.
    private bool _stopped;
    private long _late;
    private long _lateNumber;
    private Told _told;

    /// <summary>The number of the last batch that was cut; 0 before the first.</summary>
    public long LastBatch
    {
        get
        {
            lock (_gate)
            {
                return AfterLast - 1;
            }
        }
    }

    /// <summary>The status was acknowledged and nothing is held any more.</summary>
    public bool IsFinished
    {
        get
        {
            lock (_gate)
            {
                return _ended && _waiting.Count == 0 && (_stopped ? IsAcknowledged && IsLateTold : _batches.Count == 0);
            }
        }
    }

    /// <summary>Everything there is was acknowledged.</summary>
    public bool IsDelivered
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 && IsAcknowledged && IsLateTold;
            }
        }
    }

    private long AfterLast => _first + _batches.Count;

    private bool IsAcknowledged => _unacknowledged == AfterLast;

    private bool IsLateTold => _late == 0 || _told == Told.Acknowledged;

    /// <summary>False when it was dropped, or the job has ended.</summary>
    public bool Add(Result result)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            if (_stopped)
            {
                _late++;
                return false;
            }

            if (_unacknowledgedBytes > 0 && _unacknowledgedBytes + result.Json.Length > options.JobBytes)
            {
                _dropped++;
                AgentTelemetry.ResultsDropped.Add(1);
                return false;
            }

            AnnounceDropped();
            Enqueue(result);
            return true;
        }
    }

    /// <summary>The job's one status. Only the first call counts.</summary>
    public bool End(StatusResult status)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            _ended = true;
            if (_stopped)
            {
                return true;
            }

            AnnounceDropped();
            Enqueue(status.ToResult(), stands: 0);
            return true;
        }
    }

    /// <summary>
    /// The job has ended for the cluster: what was not sent on the present link, and what comes until the job has ended
    /// here, is let go and counted. To be said again on each link; false when it is stopped already, or over.
    /// </summary>
    public bool Stop()
    {
        lock (_gate)
        {
            var first = !_stopped;
            if (first && _ended && _waiting.Count == 0 && IsAcknowledged)
            {
                return false;
            }

            if (first)
            {
                _lateNumber = AfterLast;
            }

            _stopped = true;
            var kept = (int)(_next - _first);
            _late += _batches.Skip(kept).Sum(batch => batch.Stands) + _waiting.Sum(one => one.Stands) + _dropped;
            _batches.RemoveRange(kept, _batches.Count - kept);
            _waiting.Clear();
            _dropped = 0;
            return first;
        }
    }

    /// <summary>How many results were let go, when that is known and not told on the present link.</summary>
    public (long Number, long Results)? TakeLate()
    {
        lock (_gate)
        {
            if (!_stopped || !_ended || _late == 0 || _told != Told.No)
            {
                return null;
            }

            _told = Told.Sent;
            return (_lateNumber, _late);
        }
    }

    /// <summary>The next batch to send; null when there is none now, or as long as those underway are not acknowledged.</summary>
    /// <param name="pause">Not zero when there will be one after it.</param>
    public LinkBatch? Take(out TimeSpan pause)
    {
        lock (_gate)
        {
            pause = TimeSpan.Zero;
            if (_next - _unacknowledged >= MostUnderway || (_next == AfterLast && _waiting.Count == 0))
            {
                return null;
            }

            if ((pause = _catchUp.Pause) > TimeSpan.Zero)
            {
                return null;
            }

            if (_next == AfterLast)
            {
                Cut();
            }

            var number = _next++;
            var batch = _batches[(int)(number - _first)];
            _catchUp.Sent(batch.Results.Count, batch.Since);
            AgentTelemetry.ResultsSent.Add(batch.Results.Count);
            return new LinkBatch(number, _ended && _waiting.Count == 0 && _next == AfterLast, batch.Results);
        }
    }

    /// <summary>The cluster has all batches before <paramref name="expected"/>.</summary>
    public void Acknowledge(long expected)
    {
        lock (_gate)
        {
            for (; _unacknowledged < Math.Min(expected, AfterLast); _unacknowledged++)
            {
                var batch = _batches[(int)(_unacknowledged - _first)];
                batch.Acknowledged = time.GetTimestamp();
                _unacknowledgedBytes -= batch.Bytes;
                _acknowledgedBytes += batch.Bytes;
            }

            _next = Math.Max(_next, _unacknowledged);
            if (_stopped && expected > _lateNumber)
            {
                _told = Told.Acknowledged;
            }
        }

        Trim();
    }

    /// <summary>The cluster waits for batch <paramref name="expected"/>: everything from it on goes (again).</summary>
    public void Resend(long expected)
    {
        Acknowledge(expected);
        lock (_gate)
        {
            if (expected < _first)
            {
                Renumber(expected);
            }

            for (; _unacknowledged > Math.Max(expected, _first); _unacknowledged--)
            {
                var batch = _batches[(int)(_unacknowledged - 1 - _first)];
                _unacknowledgedBytes += batch.Bytes;
                _acknowledgedBytes -= batch.Bytes;
            }

            _next = _unacknowledged;
            if (_told == Told.Sent)
            {
                _told = Told.No;
            }
        }
    }

    /// <summary>Lets go of batches that were acknowledged long enough ago, or that are too many.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            var count = 0;
            while (_first + count < _unacknowledged && IsOld(_batches[count]))
            {
                _acknowledgedBytes -= _batches[count].Bytes;
                _trimmed.Add(_batches[count].Stands);
                count++;
            }

            _batches.RemoveRange(0, count);
            _first += count;
        }
    }

    private bool IsOld(OutBatch batch) =>
        _acknowledgedBytes > options.JobBytes || time.GetElapsedTime(batch.Acknowledged) >= options.KeepAcknowledged;

    /// <summary>The cluster lost batches that are not held any more: say how many results those were, and go on at its number.</summary>
    private void Renumber(long expected)
    {
        var lost = _trimmed.Last(_first - expected);
        _batches.Insert(0, new OutBatch([Message($"{lost} results were lost with the cluster's store.")], 0, 0, time.GetTimestamp()));
        _unacknowledged += expected - _first + 1;
        _first = expected;
    }

    private void AnnounceDropped()
    {
        if (_dropped == 0)
        {
            return;
        }

        Enqueue(Message($"{_dropped} results were dropped: no hub took them in time."), stands: _dropped);
        _dropped = 0;
    }

    private Result Message(string text) => new MessageResult { JobId = jobId, Message = text }.ToResult();

    private void Enqueue(Result result, int stands = 1)
    {
        _waiting.Enqueue(new Waiting(result, stands, time.GetTimestamp()));
        _unacknowledgedBytes += result.Json.Length;
    }

    private void Cut()
    {
        var results = new List<Result>();
        long bytes = 0;
        var stands = 0;
        var since = _waiting.Peek().Since;
        while (results.Count < BatchResults && _waiting.TryPeek(out var next) && (results.Count == 0 || bytes + next.Result.Json.Length <= BatchBytes))
        {
            _waiting.Dequeue();
            results.Add(next.Result);
            bytes += next.Result.Json.Length;
            stands += next.Stands;
        }

        _batches.Add(new OutBatch(results, stands, bytes, since));
    }

    private enum Told
    {
        No,
        Sent,
        Acknowledged,
    }

    /// <param name="Stands">For how many results it stands: an announcement for those it counts, the status for none.</param>
    /// <param name="Since">When it was made.</param>
    private readonly record struct Waiting(Result Result, int Stands, long Since);

    private sealed class OutBatch(IReadOnlyList<Result> results, int stands, long bytes, long since)
    {
        /// <summary>When its first result was made.</summary>
        public long Since { get; } = since;

        public IReadOnlyList<Result> Results { get; } = results;

        /// <summary>The results that were made for it.</summary>
        public int Stands { get; } = stands;

        public long Bytes { get; } = bytes;

        /// <summary>When; of no meaning before.</summary>
        public long Acknowledged { get; set; }
    }
}
