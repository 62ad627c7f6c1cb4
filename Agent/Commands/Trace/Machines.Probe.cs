using System.Runtime.CompilerServices;

namespace Arthas.Probe.Commands.Trace;

/// <summary>The state machines of one async method that belong to traced calls.</summary>
internal sealed class Machines
{
    // Weak: a call that never ends, and that nobody waits for, is collected with its machine.
    private readonly ConditionalWeakTable<object, TraceFrame> _frames = new();
    private int _live, _suspending;
    private volatile bool _heard;

    /// <summary>Traced calls go on, so their machines have to be told from others; or none was heard to begin, and a machine may be the first of it.</summary>
    public bool AreLive => Volatile.Read(ref _live) > 0 || !_heard;

    /// <summary>The async method itself is heard when it is called, so its machines need not be looked at before.</summary>
    public bool AreHeard => _heard;

    public void Heard()
    {
        if (!_heard)
        {
            _heard = true;
        }
    }

    public void Begun() => Interlocked.Increment(ref _live);

    public void Completed() => Interlocked.Decrement(ref _live);

    /// <summary>Calls between being suspended for the first time and being known.</summary>
    public void Suspending(int change) => Interlocked.Add(ref _suspending, change);

    /// <summary>Whose it is from now on: that frame, or the one it was bound to before.</summary>
    public TraceFrame Bind(object key, TraceFrame frame) => _frames.GetValue(key, _ => frame);

    /// <summary>Null for a machine that no traced call can have.</summary>
    public TraceFrame? Resumed(object key, TraceListener owner, TracedMethod method) =>
        _frames.TryGetValue(key, out var frame) ? (frame.IsCompleted ? null : frame)
        : Volatile.Read(ref _suspending) > 0 ? Bind(key, TraceFrame.Orphan(owner, method, key))
        : null;

    /// <summary>Its call has completed: a pooled machine is used again, for another call.</summary>
    public void Forget(object key) => _frames.Remove(key);
}
