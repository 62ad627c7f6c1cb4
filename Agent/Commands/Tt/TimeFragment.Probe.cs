using System.Reflection;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Tt;

/// <summary>One recorded call.</summary>
internal sealed class TimeFragment(MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, double milliseconds)
{
    private const int OwnSize = 200;

    /// <summary>Given when it is stored.</summary>
    public int Index { get; set; }

    /// <summary>Of <see cref="Environment.TickCount64"/>, when it goes.</summary>
    public long ExpiresAt { get; set; }

    public DateTimeOffset Moment { get; } = TimeProvider.System.GetUtcNow();

    public MethodBase Method { get; } = method;

    public object? Target { get; } = target;

    /// <summary>As at the call's entry.</summary>
    public object?[] Arguments { get; } = arguments;

    public object? Result { get; } = result;

    public Exception? Exception { get; } = exception;

    public double Milliseconds { get; } = milliseconds;

    /// <summary>Bytes of what is its own: copies, strings, itself.</summary>
    public long Bytes { get; } = OwnSize + arguments.Sum(static argument => Copies.SizeOf(argument)) + Copies.SizeOf(result);

    /// <summary>Objects of the application's that it keeps alive.</summary>
    public int Objects { get; } =
        arguments.Count(Copies.IsLive) + (Copies.IsLive(target) ? 1 : 0) + (Copies.IsLive(result) ? 1 : 0) + (exception is null ? 0 : 1);

    /// <summary>The call as expressions see it. To be returned.</summary>
    public CallContext Rent()
    {
        var outcome = new CallOutcome(Result, Exception, (long)(Milliseconds * System.Diagnostics.Stopwatch.Frequency / 1000));
        return CallContext.Rent(outcome.Point, new(Method, Target, [.. Arguments]), outcome);
    }
}
