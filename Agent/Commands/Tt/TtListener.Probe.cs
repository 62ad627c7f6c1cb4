using System.Reflection;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Tt;

internal sealed class TtListener : CallListener
{
    private readonly Recording _recording;
    private readonly AsyncExit _async;

    public TtListener(Recording recording, CallExpressions expressions, ListeningJob job)
        : base(expressions, job)
    {
        _recording = recording;
        _async = new AsyncExit(Ended);
    }

    /// <summary>The arguments as they are now: the method may change arrays and what it takes by reference.</summary>
    public override object? Enter(MethodBase method, object? target, object?[] arguments)
    {
        if (!Job.IsOpen || Job.Governor.IsExhausted)
        {
            return null;
        }

        var started = ThreadClock.Now;
        var copies = Copies.AreNeeded(arguments) ? Copies.Of(arguments) : HasByRef(method) ? [.. arguments] : arguments;
        Job.Governor.Charge(ThreadClock.Now - started);
        return copies;
    }

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

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context)
    {
        context.TryGet("target", out var target);
        context.TryGet("params", out var arguments);
        context.TryGet("returnObj", out var result);
        context.TryGet("throwExp", out var exception);
        var fragment = new TimeFragment(method, target, (object?[])arguments!, Copies.Of(result), (Exception?)exception, context.Milliseconds);
        return new TtParcel(_recording, fragment);
    }

    private void Ended(HeardCall call, object? state, CallOutcome outcome)
    {
        // Without a state its entry was not looked at.
        if (state is object?[] entry)
        {
            PostIfMet(outcome.Point, times: 1, call with { Arguments = entry }, outcome);
        }
    }

    private static bool HasByRef(MethodBase method)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType.IsByRef)
            {
                return true;
            }
        }

        return false;
    }
}
