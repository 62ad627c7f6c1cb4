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
        _before && IsMet(CallPoint.Enter, new(method, target, arguments), CallOutcome.None) ? Met : null;

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        var call = new HeardCall(method, target, arguments);
        if (Job.IsOpen && !_async.TryTake(call, state, result, elapsedTicks))
        {
            Ended(call, state, CallOutcome.Returned(result, elapsedTicks));
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(new(method, target, arguments), state, CallOutcome.Threw(exception, elapsedTicks));

    private void Ended(HeardCall call, object? state, CallOutcome outcome)
    {
        if (_before ? state == Met : IsMet(outcome.Point, call, outcome))
        {
            Tallies.Of(call.Method).Add(outcome.Ticks, outcome.Exception is not null);
        }
    }
}
