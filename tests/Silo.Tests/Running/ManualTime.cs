namespace Arthas.Silo.Tests.Running;

/// <summary>A clock that stands, at the moment a machine was started, until a test moves it. Its timers are the system's.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
