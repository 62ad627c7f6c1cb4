using System.Diagnostics.CodeAnalysis;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Tt;

/// <summary>
/// The records of this process, within bounds of number, bytes and time; all gone with the agent. Only threads of the
/// probe's own come here, so the lock holds up nobody.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "There is one for the life of the process.")]
internal sealed class TimeFragments
{
    private const int First = 1000;
    private const int DefaultCount = 100;
    private const int MostCount = 10_000;
    private const long MostBytes = 64 << 20;

    private readonly SortedDictionary<int, TimeFragment> _fragments = [];
    private readonly ITimer _expiry;
    private int _next = First;
    private int _count = DefaultCount;
    private long _bytes;

    private TimeFragments()
    {
        _expiry = TimeProvider.System.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        KeptForAgent.Add(Reset);
    }

    public static TimeFragments Shared { get; } = new();

    public IReadOnlyList<TimeFragment> All
    {
        get
        {
            lock (_fragments)
            {
                return [.. _fragments.Values];
            }
        }
    }

    /// <summary>Numbers and keeps it; the oldest give way to it.</summary>
    /// <param name="count">How many its recording asked for; 0 or less for any number.</param>
    public void Add(TimeFragment fragment, int count, TimeSpan keep)
    {
        lock (_fragments)
        {
            _count = Math.Max(_count, count <= 0 ? MostCount : Math.Min(count, MostCount));
            fragment.Index = _next++;
            fragment.ExpiresAt = Environment.TickCount64 + (long)keep.TotalMilliseconds;
            _fragments.Add(fragment.Index, fragment);
            _bytes += fragment.Bytes;
            while (_fragments.Count > 1 && (_fragments.Count > _count || _bytes > MostBytes))
            {
                Remove(_fragments.First().Key);
            }

            SetExpiry();
        }
    }

    public TimeFragment? Find(int index)
    {
        lock (_fragments)
        {
            return _fragments.GetValueOrDefault(index);
        }
    }

    /// <summary>False when there is none of this number.</summary>
    public bool Delete(int index)
    {
        lock (_fragments)
        {
            return Remove(index);
        }
    }

    /// <summary>How many there were.</summary>
    public int Clear()
    {
        lock (_fragments)
        {
            var count = _fragments.Count;
            _fragments.Clear();
            (_bytes, _count) = (0, DefaultCount);
            return count;
        }
    }

    private bool Remove(int index)
    {
        if (!_fragments.Remove(index, out var fragment))
        {
            return false;
        }

        _bytes -= fragment.Bytes;
        return true;
    }

    private void Reset()
    {
        lock (_fragments)
        {
            Clear();
            _next = First;
        }
    }

    private void Expire()
    {
        lock (_fragments)
        {
            var now = Environment.TickCount64;
            foreach (var index in _fragments.Values.Where(fragment => fragment.ExpiresAt <= now).Select(static fragment => fragment.Index).ToList())
            {
                Remove(index);
            }

            SetExpiry();
        }
    }

    private void SetExpiry()
    {
        var next = _fragments.Count == 0 ? Timeout.Infinite : Math.Max(1, _fragments.Values.Min(static fragment => fragment.ExpiresAt) - Environment.TickCount64);
        _expiry.Change(TimeSpan.FromMilliseconds(next), Timeout.InfiniteTimeSpan);
    }
}
