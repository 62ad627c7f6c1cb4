using System.Reflection;
using Arthas.Probe.Listening;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Monitoring;

internal sealed class MonitorListener : CallListener
{
    /// <summary>The state of a call whose condition was met at entry.</summary>
    private static readonly object Met = new();

    private readonly AsyncExit _async;
    private readonly bool _before;

    /// <param name="before">The condition is for the entry of a call.</param>
    public MonitorListener(CallExpressions expressions, ListeningJob job, bool before)
        : base(expressions, job)
    {
        _before = before && expressions.Condition is not null;
        _async = new AsyncExit(Ended);
    }

    public Tallies Tallies { get; } = new();

    public override object? Enter(MethodBase method, object? target, object?[] arguments) =>
        _before && IsMet(CallPoint.Enter, method, target, arguments, null, null, 0) ? Met : null;

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        if (Job.IsOpen && !_async.TryTake(method, state, target, arguments, result, elapsedTicks))
        {
            Ended(method, state, target, arguments, result, null, elapsedTicks);
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(method, state, target, arguments, null, exception, elapsedTicks);

    private void Ended(MethodBase method, object? state, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        if (_before ? state == Met : IsMet(exception is null ? CallPoint.Return : CallPoint.Throw, method, target, arguments, result, exception, ticks))
        {
            Tallies.Of(method).Add(ticks, exception is not null);
        }
    }
}
