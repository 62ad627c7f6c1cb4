using System.Diagnostics;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// How an async call goes on: which state machine is whose is known only after it was suspended for the first time, and by
/// then another thread may have resumed it already. That one records into a frame of its own (an <see cref="Orphan"/>),
/// which is put behind this one as soon as both are known to be the same call.
/// </summary>
internal sealed partial class TraceFrame
{
    private const int HasLeft = 1, HasCompleted = 2, IsTold = 4;

    /// <summary>What an orphan hears comes after what was heard before.</summary>
    private const int AfterAll = 1 << 20;

    private bool _bound, _suspending, _isOrphan;
    private int _state;
    private object? _key;
    private Exception? _exception;
    private TraceFrame? _origin;

    /// <summary>The state machine has begun to run in it.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Its task has ended, as the state machine told.</summary>
    public bool IsCompleted => (Volatile.Read(ref _state) & HasCompleted) != 0;

    /// <summary>What becomes of an outermost call that nobody but its state machine tells the end of.</summary>
    public Action<Exception?, long>? WhenCompleted { get; set; }

    /// <summary>As its builder made it; null before it was ever suspended.</summary>
    public Task? Task => _key as Task;

    /// <summary>A call that was resumed before it was known which one it is.</summary>
    public static TraceFrame Orphan(TraceListener owner, TracedMethod method, object key)
    {
        var tree = new TraceTree(method);
        tree.Root.Orders = AfterAll;
        return new(owner, tree, tree.Root, 2) { HasStarted = true, _bound = true, _isOrphan = true, _key = key };
    }

    /// <summary>The state machine runs for the first time.</summary>
    /// <param name="machine">Known to be this call's when it is a class.</param>
    public void Start(object? machine)
    {
        HasStarted = true;
        if (machine is not null and not ValueType)
        {
            _bound = true;
            _key = machine;
            Method.Machines.Bind(machine, this);
        }
    }

    public void Suspending()
    {
        if (!_bound)
        {
            _suspending = true;
            Method.Machines.Suspending(+1);
        }
    }

    public void Suspended(object? machine)
    {
        // Once bound, this is another thread's by now.
        if (!_suspending)
        {
            return;
        }

        _suspending = false;
        _bound = true;
        _key = machine is null ? null : MachineKey.Of(machine);
        if (_key is { } key && Method.Machines.Bind(key, this) is var resumed && resumed != this)
        {
            ContinueIn(resumed);
        }

        Method.Machines.Suspending(-1);
    }

    public void Completing(Exception? exception, long now)
    {
        if (_open >= 0)
        {
            Close(now, threw: exception is not null);
        }

        if (exception is not null)
        {
            node.Throws(exception);
        }

        node.Ended = (now, exception is not null);
        node.Costs.Add(now - _started, exception is not null);
        node.Open = 0;
        AddCounts();
        Method.Machines.Completed();
        _exception = exception;
        Interlocked.Or(ref _state, HasCompleted);
        if (_origin is { } origin)
        {
            origin.CompletedIn(this);
        }
        else if (!_isOrphan)
        {
            Forget();
            RunWhenCompleted(now);
            if (!IsRoot)
            {
                node.Release();
            }
        }
    }

    /// <summary>The call has returned to its caller; <see cref="WhenCompleted"/> is set.</summary>
    public void Leave()
    {
        Interlocked.Or(ref _state, HasLeft);
        RunWhenCompleted(Stopwatch.GetTimestamp());
    }

    private void ContinueIn(TraceFrame resumed)
    {
        node.GoesOn = new(resumed.Tree, _started, _open, _open < 0 ? 0 : node.Calls[_open].Open);
        node.Open = 0;
        if (_open >= 0)
        {
            node.Calls[_open].Open = 0;
            _open = None;
        }

        AddCounts();
        resumed._origin = this;
        Interlocked.MemoryBarrier();
        if (resumed.IsCompleted)
        {
            CompletedIn(resumed);
        }
    }

    /// <summary>May be called twice, from the thread that completes and from the one that was late to know.</summary>
    private void CompletedIn(TraceFrame resumed)
    {
        _exception = resumed._exception;
        Interlocked.Or(ref _state, HasCompleted);
        resumed.Forget();
        RunWhenCompleted(Stopwatch.GetTimestamp());
    }

    private void Forget()
    {
        if (_key is { } key)
        {
            Method.Machines.Forget(key);
        }
    }

    /// <summary>Once it has both left and completed, whatever came first.</summary>
    private void RunWhenCompleted(long now)
    {
        const int Both = HasLeft | HasCompleted;
        if (WhenCompleted is { } tell && (Volatile.Read(ref _state) & Both) == Both && (Interlocked.Or(ref _state, IsTold) & IsTold) == 0)
        {
            tell(_exception, now - _started);
        }
    }
}
