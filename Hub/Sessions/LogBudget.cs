namespace Arthas.Hub.Sessions;

/// <summary>Counts the bytes of all logs of a store. The engine trims when it is exceeded.</summary>
internal sealed class LogBudget(long limit)
{
    private long _used;

    public long Limit => limit;

    public long Used => Interlocked.Read(ref _used);

    public bool Exceeded => Used > limit;

    public void Add(long bytes) => Interlocked.Add(ref _used, bytes);
}
