using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Sessions;

/// <summary>
/// The ordered results of a session, or of one private job. Keeps the newest within its bounds; a place in it (seq,
/// from 1) never changes, so what was trimmed can be counted by anybody who knows where it stood.
/// </summary>
internal sealed class Log(Terms terms)
{
    private Result[] _ring = [];
    private int _start;
    private bool _left;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>The oldest result there is; one after the last when there is none.</summary>
    public long FirstSeq { get; private set; } = 1;

    public long LastSeq => FirstSeq + Count - 1;

    /// <summary>Within a tenth of a bound: who has not read the oldest tenth is about to lose it.</summary>
    public bool IsNearlyFull =>
        Count >= terms.Log.SessionLogResults / 10 * 9 || Bytes >= terms.Log.SessionLogBytes / 10 * 9;

    public Result this[long seq] => _ring[(_start + (int)(seq - FirstSeq)) % _ring.Length];

    public void Add(in Result result)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_start + Count) % _ring.Length] = result;
        Count++;
        Weigh(result.Json.Length);
        while (Count > terms.Log.SessionLogResults || (Bytes > terms.Log.SessionLogBytes && Count > 1))
        {
            DropOldest();
        }
    }

    /// <summary>Drops the oldest results until this many bytes are free; the newest stays. Answers what it freed.</summary>
    public long Trim(long bytes)
    {
        var before = Bytes;
        while (Count > 1 && before - Bytes < bytes)
        {
            DropOldest();
        }

        return before - Bytes;
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
