namespace Arthas.Hub.Sessions;

/// <summary>Leases are counted in time since the engine began, which no setting of the wall clock moves.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>A moment from now; a span that is as good as for ever does not overflow.</summary>
    public TimeSpan After(TimeSpan span)
    {
        var now = Now;
        return span < TimeSpan.MaxValue - now ? now + span : TimeSpan.MaxValue;
    }

    /// <summary>The wall clock's reading of a moment, for people.</summary>
    public DateTimeOffset Utc(TimeSpan moment) => time.GetUtcNow() - (Now - moment);
}
