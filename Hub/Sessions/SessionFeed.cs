using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Sessions;

/// <summary>
/// The newest results of one session as this node has them, while somebody pulls here: one copy for all consumers. What is
/// older is asked for in pages.
/// </summary>
internal sealed class SessionFeed(string session, LogOptions options) : ILogWindow
{
    /// <summary>So many pulls' worth are kept: consumers that keep up never ask for more.</summary>
    private const int PullsKept = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ConsumerSeat> _seats = [];
    private Result[] _ring = [];
    private int _start;
    private int _count;
    private long _bytes;
    private Dictionary<string, Preamble?> _consumers = [];

    public string Session => session;

    public SessionState State { get; private set; } = null!;

    public bool IsClosed { get; private set; }

    public int ConsumersVersion { get; private set; } = -1;

    /// <summary>When somebody last pulled here.</summary>
    public long LastUse { get; set; }

    /// <summary>When the session was last asked.</summary>
    public long LastLook { get; set; }

    /// <summary>News that did not fit on came: the session is to be asked.</summary>
    public bool HasGap { get; private set; }

    /// <summary>The session is in this node's own silo.</summary>
    public bool IsNear { get; private set; }

    public long FirstSeq { get; private set; } = 1;

    public long LastSeq { get; private set; }

    public Result this[long seq] => _ring[(_start + (int)(seq - FirstSeq)) % _ring.Length];

    /// <summary>What the session answered.</summary>
    /// <param name="afterSeq">What this node had when it asked.</param>
    public void Take(FollowReply reply, long afterSeq)
    {
        lock (_gate)
        {
            HasGap = false;
            IsNear = reply.IsNear;
            if (reply.IsSame)
            {
                return;
            }

            if (reply.Session is null)
            {
                IsClosed = true;
            }
            else
            {
                State = reply.Session;
                ConsumersVersion = reply.ConsumersVersion;
                _consumers = reply.Consumers ?? _consumers;
                var results = reply.Results.Read();
                if (reply.FromSeq > LastSeq + 1 || reply.FromSeq + results.Length - 1 < afterSeq)
                {
                    // Behind a gap, or of a session that came back with less than it had: what is here is no part of its log's end.
                    (_ring, _start, _count, _bytes) = ([], 0, 0, 0);
                    (FirstSeq, LastSeq) = (reply.FromSeq, reply.FromSeq - 1);
                }

                Add(reply.FromSeq, results);
            }
        }

        Beat();
    }

    /// <summary>What the session told by itself. False when some is missing before it.</summary>
    public bool Take(long fromSeq, Result[] results)
    {
        lock (_gate)
        {
            HasGap |= fromSeq > LastSeq + 1;
            if (HasGap)
            {
                return false;
            }

            Add(fromSeq, results);
        }

        Beat();
        return true;
    }

    /// <summary>It could not be asked: nobody knows where it is.</summary>
    public void Doubt() => IsNear = false;

    public void Close()
    {
        IsClosed = true;
        Beat();
    }

    /// <summary>Wakes everybody who waits: to look again.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            foreach (var seat in _seats.Values)
            {
                seat.Wake();
            }
        }
    }

    /// <summary>Whether somebody waits here for what comes next.</summary>
    /// <param name="consumer">Null: anybody.</param>
    public bool IsAwaited(string? consumer = null)
    {
        lock (_gate)
        {
            foreach (var (id, seat) in _seats)
            {
                if (seat.IsParked && (consumer ?? id) == id)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether there is such a consumer, and its preamble.</summary>
    public bool TryFind(string consumer, out Preamble? preamble)
    {
        lock (_gate)
        {
            return _consumers.TryGetValue(consumer, out preamble);
        }
    }

    /// <summary>A pull begins; the one that was parked here before it gives way.</summary>
    public ConsumerSeat Sit(string consumer, long parkedUntil)
    {
        lock (_gate)
        {
            _seats.TryGetValue(consumer, out var before);
            before?.Supersede();
            return _seats[consumer] = new ConsumerSeat(before) { ParkedUntil = parkedUntil };
        }
    }

    /// <summary>Results are on their way to a consumer.</summary>
    public void Begin(string consumer, Delivery delivery)
    {
        lock (_gate)
        {
            if (_seats.TryGetValue(consumer, out var seat))
            {
                seat.Delivery = delivery;
            }
        }
    }

    /// <summary>The newest to this consumer, if it is this one.</summary>
    public Delivery? Delivery(string consumer, Guid id)
    {
        lock (_gate)
        {
            return _seats.TryGetValue(consumer, out var seat) && seat.Delivery?.Id == id ? seat.Delivery : null;
        }
    }

    /// <summary>A consumer has everything up to here.</summary>
    public void Moved(string consumer, long seq)
    {
        lock (_gate)
        {
            if (_seats.TryGetValue(consumer, out var seat))
            {
                seat.Moved(seq);
            }
        }
    }

    /// <summary>A silo died: who was here may be elsewhere, and nobody knows to tell.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            foreach (var seat in _seats.Values)
            {
                seat.Forget();
            }
        }
    }

    /// <summary>The consumer pulls at another node.</summary>
    public void Supersede(string consumer)
    {
        lock (_gate)
        {
            if (_seats.TryGetValue(consumer, out var seat))
            {
                seat.Forget();
                seat.Supersede();
            }
        }
    }

    /// <summary>What of the log this node can answer; null when a page is to be asked for.</summary>
    public Pulled? TryRead(long position, Preamble? preamble)
    {
        lock (_gate)
        {
            var from = preamble is null ? position + 1 : preamble.From;
            return from < FirstSeq ? null : Read(this, position, preamble);
        }
    }

    public Pulled Read(ILogWindow window, long position, Preamble? preamble)
    {
        if (preamble is not null)
        {
            return preamble.Read(window, options);
        }

        var batch = new Batch(options);
        var (last, missed) = batch.Read(window, position);
        return new Pulled { Outcome = PullOutcome.Ok, Results = batch.Results, LastSeq = last, Missed = missed };
    }

    /// <summary>What was seen of the consumers that pulled here since this was asked for last.</summary>
    public ConsumerSighting[] TakeSightings(TimeProvider time, bool isLast)
    {
        lock (_gate)
        {
            var sightings = new List<ConsumerSighting>();
            foreach (var (consumer, seat) in _seats)
            {
                if (seat.TakeSighting(time) is { } ago)
                {
                    sightings.Add(new ConsumerSighting(consumer, seat.Position, ago));
                }
                else if (!isLast && seat.IsOver)
                {
                    _seats.Remove(consumer);
                }
            }

            return sightings.Count == 0 ? [] : [.. sightings];
        }
    }

    private void Add(long fromSeq, Result[] results)
    {
        for (var i = (int)Math.Max(0, LastSeq + 1 - fromSeq); i < results.Length; i++)
        {
            Add(results[i]);
        }

        while (_count > PullsKept * options.PullResults || (_count > 1 && _bytes > PullsKept * (long)options.PullBytes))
        {
            _bytes -= _ring[_start].Json.Length;
            _ring[_start] = default;
            _start = (_start + 1) % _ring.Length;
            _count--;
            FirstSeq++;
        }
    }

    private void Add(in Result result)
    {
        if (_count == _ring.Length)
        {
            var larger = new Result[Math.Max(4, _ring.Length * 2)];
            for (var i = 0; i < _count; i++)
            {
                larger[i] = _ring[(_start + i) % _ring.Length];
            }

            (_ring, _start) = (larger, 0);
        }

        _ring[(_start + _count) % _ring.Length] = result;
        _count++;
        _bytes += result.Json.Length;
        LastSeq++;
    }
}
