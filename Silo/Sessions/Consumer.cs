namespace Arthas.Silo.Sessions;

/// <summary>One reader, as its session knows it: when it was last seen, by what the nodes tell that serve it. Its position is its own grain's.</summary>
internal sealed class Consumer(Preamble? preamble, DateTimeOffset now)
{
    /// <summary>Null for the first one, which sees the log from its beginning.</summary>
    public Preamble? Preamble => preamble;

    /// <summary>When it last began or ended a pull; a moment to come while one is parked.</summary>
    public DateTimeOffset LastPull { get; private set; } = now;

    private long _position;

    public void Saw(long position, DateTimeOffset lastPull)
    {
        _position = Math.Max(_position, position);
        LastPull = lastPull > LastPull ? lastPull : LastPull;
    }

    /// <summary>Has lost results or is about to, and has not pulled for so long that it will not read them.</summary>
    public bool IsDeaf(Log log, TimeSpan patience, DateTimeOffset now) =>
        now - LastPull >= patience &&
        (_position + 1 < log.FirstSeq || (log.IsNearlyFull && _position + 1 < log.FirstSeq + (log.Count / 10)));
}
