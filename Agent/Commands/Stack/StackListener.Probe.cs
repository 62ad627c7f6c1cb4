using System.Reflection;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Stack;

internal sealed class StackListener : CallListener
{
    private readonly AsyncExit _async;

    public StackListener(CallExpressions expressions, ListeningJob job)
        : base(expressions, job) => _async = new AsyncExit(Ended);

    public override object? Enter(MethodBase method, object? target, object?[] arguments) => null;

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        if (!Job.IsOpen)
        {
            return;
        }

        // Who called is known only while he is still on the stack.
        var stack = _async.IsPending(method, result) && !Job.Governor.IsExhausted ? TakeStack() : null;
        if (!_async.TryTake(method, stack, target, arguments, result, elapsedTicks))
        {
            Ended(method, null, target, arguments, result, null, elapsedTicks);
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(method, null, target, arguments, null, exception, elapsedTicks);

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context) =>
        new StackParcel(method, context.State as CallStack ?? CallStack.Take());

    private void Ended(MethodBase method, object? state, object? target, object?[] arguments, object? result, Exception? exception, long ticks) =>
        Hear(exception is null ? CallPoint.Return : CallPoint.Throw, 1, method, target, arguments, result, exception, ticks, state);

    private CallStack TakeStack()
    {
        var started = ThreadClock.Now;
        var stack = CallStack.Take();
        Job.Governor.Charge(ThreadClock.Now - started);
        return stack;
    }
}
