using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Weaving;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Stack;

internal sealed class StackListener : CallListener
{
    private readonly AsyncExit _async;
    private readonly ConcurrentDictionary<MethodBase, byte> _machines = [];

    // By the task of an async call that goes on: who called is known only while he is still on the stack.
    private readonly ConditionalWeakTable<object, CallStack> _pending = new();
    private readonly PendingGate _gate = new();

    public StackListener(CallExpressions expressions, ListeningJob job)
        : base(expressions, job) => _async = new AsyncExit(Ended);

    public override CallGate? GateFor(MethodBase method) => _machines.ContainsKey(method) ? _gate : base.GateFor(method);

    public override Within Within(MethodBase method) => _machines.ContainsKey(method) ? Weaving.Sites.Within.Ends : Weaving.Sites.Within.Nothing;

    public override IEnumerable<MethodBase> Companions(MethodBase method)
    {
        if (StateMachines.Of(method) is not { } machine || StateMachines.MoveNext(machine) is not { } code)
        {
            return [];
        }

        _machines[code] = 0;
        return [code];
    }

    public override object? Enter(MethodBase method, object? target, object?[] arguments) =>
        target is not null && _machines.ContainsKey(method) && MachineKey.TaskOf(target) is { } task && _pending.TryGetValue(task, out var stack)
            ? new AsyncEnd(task, stack)
            : null;

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        if (!Job.IsOpen || _machines.ContainsKey(method))
        {
            return;
        }

        var stack = _async.IsPending(method, result) && !Job.Governor.IsExhausted ? KeepStack(result!) : null;
        var call = new HeardCall(method, target, arguments);
        if (!_async.TryTake(call, stack, result, elapsedTicks))
        {
            Ended(call, stack, CallOutcome.Returned(result, elapsedTicks));
        }
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks)
    {
        if (!_machines.ContainsKey(method))
        {
            Ended(new(method, target, arguments), state: null, CallOutcome.Threw(exception, elapsedTicks));
        }
    }

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context) =>
        new StackParcel(method, context.State as CallStack ?? CallStack.Take());

    private void Ended(HeardCall call, object? state, CallOutcome outcome)
    {
        if (state is CallStack)
        {
            _gate.Pending(-1);
        }

        PostIfMet(outcome.Point, times: 1, call, outcome, state);
    }

    /// <summary>Takes the stack while the caller is still on it, for when the call completes.</summary>
    private CallStack KeepStack(object result)
    {
        var started = ThreadClock.Now;
        var stack = CallStack.Take();
        _gate.Pending(+1);
        if (AsyncExit.TaskOf(result) is { } task)
        {
            _pending.AddOrUpdate(task, stack);
        }

        Job.Governor.Charge(ThreadClock.Now - started);
        return stack;
    }

    /// <summary>Turns state machines away while no call is waited for.</summary>
    private sealed class PendingGate : CallGate
    {
        private int _pending;

        public void Pending(int change) => Interlocked.Add(ref _pending, change);

        public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1) => Volatile.Read(ref _pending) > 0;
    }

    /// <summary>Takes who waits, just before the task ends and they go on.</summary>
    private sealed class AsyncEnd(object task, CallStack stack) : CallTrace
    {
        public override void Completing(Exception? exception, long now) => stack.Awaiters = Awaiters.Of(task);

        public override void Calling(int site)
        {
        }

        public override void Called(int site, long now)
        {
        }

        public override void Unwound(long now)
        {
        }

        public override void Abandon()
        {
        }
    }
}
