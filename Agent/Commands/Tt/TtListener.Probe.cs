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
        if (Job.IsOpen && !_async.TryTake(method, state, target, arguments, result, elapsedTicks))
        {
            Ended(method, state, target, arguments, result, null, elapsedTicks);
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(method, state, target, arguments, null, exception, elapsedTicks);

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context)
    {
        context.TryGet("target", out var target);
        context.TryGet("params", out var arguments);
        context.TryGet("returnObj", out var result);
        context.TryGet("throwExp", out var exception);
        var fragment = new TimeFragment(method, target, (object?[])arguments!, Copies.Of(result), (Exception?)exception, context.Milliseconds);
        return new TtParcel(_recording, fragment);
    }

    private void Ended(MethodBase method, object? state, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        // Without a state its entry was not looked at.
        if (state is object?[] entry)
        {
            Hear(exception is null ? CallPoint.Return : CallPoint.Throw, 1, method, target, entry, result, exception, ticks);
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
