using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

/// <summary>What one answer takes from a log: within the bounds of a pull, but at least one result.</summary>
/// <param name="extra">Results that will go with it besides those of the log.</param>
internal sealed class Batch(LogOptions options, int extra = 0)
{
    private readonly List<Result> _results = [];
    private long _bytes;

    public IReadOnlyList<Result> Results => _results;

    /// <summary>Results to be put first or last, whatever the bounds.</summary>
    public List<Result> Free => _results;

    public bool TryAdd(in Result result)
    {
        var taken = _results.Count > 0;
        if (taken && (_results.Count + extra >= options.PullResults || _bytes + result.Json.Length > options.PullBytes))
        {
            return false;
        }

        _results.Add(result);
        _bytes += result.Json.Length;
        return true;
    }

    /// <summary>Adds what the log has after <paramref name="seq"/>; answers the last that fitted and what had been trimmed before.</summary>
    public (long LastSeq, long Missed) Read(ILogWindow log, long seq)
    {
        var missed = Math.Max(0, log.FirstSeq - 1 - seq);
        var last = seq + missed;
        while (last < log.LastSeq && TryAdd(log[last + 1]))
        {
            last++;
        }

        return (last, missed);
    }
}
