using Arthas.Contracts.Cluster;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Sessions;

/// <summary>
/// The ordered results of a session, or of one private job. Keeps the newest within its bounds; a place in it (seq,
/// from 1) never changes, so what was trimmed can be counted by anybody who knows where it stood.
/// </summary>
internal sealed class Log(Terms terms) : ILogWindow
{
    /// <summary>Which journal entry results came with: (last seq of it, entry), in order.</summary>
    private readonly Queue<(long LastSeq, JournalId Entry)> _entries = new();

    private Result[] _ring = [];
    private int _start;
    private bool _left;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public long FirstSeq { get; private set; } = 1;

    public long LastSeq => FirstSeq + Count - 1;

    /// <summary>Within a tenth of a bound: who has not read the oldest tenth is about to lose it.</summary>
    public bool IsNearlyFull =>
        Count >= terms.Log.SessionLogResults / 10 * 9 || Bytes >= terms.Log.SessionLogBytes / 10 * 9;

    /// <summary>The journal entry that the oldest result came with; null without results.</summary>
    public JournalId? OldestEntry => _entries.TryPeek(out var oldest) ? oldest.Entry : null;

    public Result this[long seq] => _ring[(_start + (int)(seq - FirstSeq)) % _ring.Length];

    public void Add(ReadOnlySpan<Result> results, JournalId entry)
    {
        if (results.Length == 0)
        {
            return;
        }

        foreach (var result in results)
        {
            Add(result);
        }

        _entries.Enqueue((LastSeq, entry));
        while (Count > terms.Log.SessionLogResults || (Bytes > terms.Log.SessionLogBytes && Count > 1))
        {
            DropOldest();
        }
    }

    /// <summary>An empty log whose next result is this one: what was before it is gone.</summary>
    public void BeginAt(long seq)
    {
        Weigh(-Bytes);
        _entries.Clear();
        (_ring, _start, Count, FirstSeq) = ([], 0, 0, seq);
    }

    /// <summary>The oldest result to keep so that at least so many bytes are freed; the newest always stays.</summary>
    public long FirstAfterFreeing(long bytes)
    {
        var seq = FirstSeq;
        while (seq < LastSeq && bytes > 0)
        {
            bytes -= this[seq++].Json.Length;
        }

        return seq;
    }

    public void TrimTo(long firstSeq)
    {
        while (Count > 1 && FirstSeq < firstSeq)
        {
            DropOldest();
        }
    }

    /// <summary>The log is over and counts no more. Who reads it at this moment may go on.</summary>
    public void Leave()
    {
        if (_left)
        {
            return;
        }

        _left = true;
        terms.Budget.Add(-Bytes);
    }

    /// <summary>Everything from a place on.</summary>
    public Result[] From(long seq)
    {
        var from = Math.Max(seq, FirstSeq);
        var results = new Result[Math.Max(0, LastSeq - from + 1)];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = this[from + i];
        }

        return results;
    }

    private void Add(in Result result)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_start + Count) % _ring.Length] = result;
        Count++;
        Weigh(result.Json.Length);
    }

    private void Weigh(long bytes)
    {
        Bytes += bytes;
        if (!_left)
        {
            terms.Budget.Add(bytes);
        }
    }

    private void DropOldest()
    {
        var length = _ring[_start].Json.Length;
        _ring[_start] = default;
        _start = (_start + 1) % _ring.Length;
        Count--;
        FirstSeq++;
        Weigh(-length);
        while (_entries.TryPeek(out var oldest) && oldest.LastSeq < FirstSeq)
        {
            _entries.Dequeue();
        }
    }

    private void Grow()
    {
        var larger = new Result[Math.Max(4, _ring.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _ring[(_start + i) % _ring.Length];
        }

        _ring = larger;
        _start = 0;
    }
}
