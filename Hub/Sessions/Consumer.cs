using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Sessions;

/// <summary>One reader of a session: where it stands in the log, and whether it is there.</summary>
internal sealed class Consumer(Preamble? preamble, TimeSpan now)
{
    private int _parked;

    /// <summary>It has everything up to this seq; 0: it begins, with its preamble if it has one.</summary>
    public long Position { get; private set; }

    /// <summary>When it last began or ended a pull.</summary>
    public TimeSpan LastPull { get; private set; } = now;

    /// <summary>The pull that counts: the newest.</summary>
    public int Turn { get; private set; }

    public bool IsParked => _parked > 0;

    /// <summary>A pull begins. Answers its turn; a pull with an older turn answers empty.</summary>
    public int Enter(long? afterSeq, long lastSeq, TimeSpan now)
    {
        if (afterSeq is { } seq)
        {
            Position = Math.Clamp(seq, 0, lastSeq);
        }

        LastPull = now;
        _parked++;
        return ++Turn;
    }

    public void Leave(TimeSpan now)
    {
        LastPull = now;
        _parked--;
    }

    public bool HasNews(Log log) => Position < log.LastSeq || (Position == 0 && preamble is not null);

    public Pulled Read(Log log, LogOptions options)
    {
        if (Position == 0 && preamble is not null)
        {
            return preamble.Read(log, options);
        }

        var batch = new Batch(options);
        var (last, missed) = batch.Read(log, Position);
        return new Pulled { Outcome = PullOutcome.Ok, Results = batch.Results, LastSeq = last, Missed = missed };
    }

    /// <summary>Nothing to give: the pull's time is over, or a newer pull took its place.</summary>
    public Pulled Empty() => new() { Outcome = PullOutcome.Ok, LastSeq = Position };

    public void Commit(long seq, long lastSeq) => Position = Math.Max(Position, Math.Min(seq, lastSeq));

    /// <summary>Has lost results or is about to, and has not pulled for so long that it will not read them.</summary>
    public bool IsDeaf(Log log, TimeSpan patience, TimeSpan now) =>
        !IsParked && now - LastPull >= patience &&
        (Position + 1 < log.FirstSeq || (log.IsNearlyFull && Position + 1 < log.FirstSeq + (log.Count / 10)));
}
