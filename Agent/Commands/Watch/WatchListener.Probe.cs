using System.Reflection;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Watch;

internal sealed class WatchListener : CallListener
{
    private readonly WatchPlan _plan;
    private readonly AsyncExit? _async;
    private readonly int _onEnter, _onReturn, _onThrow;

    public WatchListener(WatchPlan plan, ListeningJob job)
        : base(plan.Expressions, job)
    {
        _plan = plan;
        _onEnter = plan.Points.Count(static p => p == CallPoint.Enter);
        _onReturn = plan.Points.Count(static p => p == CallPoint.Return);
        _onThrow = plan.Points.Count(static p => p == CallPoint.Throw);
        _async = plan.Sync || _onReturn + _onThrow == 0 ? null : new AsyncExit(Ended);
    }

    public override bool AwaitsResults => _async is not null;

    public override object? Enter(MethodBase method, object? target, object?[] arguments)
    {
        if (_onEnter > 0)
        {
            PostIfMet(CallPoint.Enter, _onEnter, new(method, target, arguments), CallOutcome.None);
        }

        return null;
    }

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        var call = new HeardCall(method, target, arguments);
        if (Job.IsOpen && _async?.TryTake(call, state, result, elapsedTicks) != true)
        {
            Ended(call, state, CallOutcome.Returned(result, elapsedTicks));
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(new(method, target, arguments), state, CallOutcome.Threw(exception, elapsedTicks));

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context) =>
        new WatchParcel(point, method, context.Milliseconds, Snapshot.Take(Evaluate(Expressions.Express!, context), _plan.Limits), _plan.Limits);

    private void Ended(HeardCall call, object? state, CallOutcome outcome)
    {
        var times = outcome.Exception is null ? _onReturn : _onThrow;
        if (times > 0)
        {
            PostIfMet(outcome.Point, times, call, outcome);
        }
    }
}
