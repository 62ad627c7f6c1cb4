using Arthas.Silo.Telemetry;

namespace Arthas.Silo.Sessions;

/// <summary>Counts the bytes of all logs in this process; the largest is trimmed when there are too many.</summary>
internal sealed class LogBudget(long limit)
{
    private long _used;

    public long Limit => limit;

    public long Used => Interlocked.Read(ref _used);

    public bool Exceeded => Used > limit;

    public void Add(long bytes)
    {
        Interlocked.Add(ref _used, bytes);
        SiloTelemetry.LogBytes.Add(bytes);
    }
}
