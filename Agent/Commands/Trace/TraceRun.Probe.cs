using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// A stretch of a traced call on one thread: a plain call is one, an async one has many. Those of a thread lie upon each
/// other, whatever job they are of.
/// </summary>
/// <param name="owner">Whose it is.</param>
/// <param name="tree">Which it is part of.</param>
/// <param name="frame">The call; null for one that found no room: it is not recorded, nor what it calls.</param>
/// <param name="isMachine">It runs the state machine of an async call.</param>
internal sealed class TraceRun(TraceListener owner, TraceTree tree, TraceFrame? frame, bool isMachine = false) : CallTrace
{
    [ThreadStatic]
    private static TraceRun? t_top;

    private TraceRun? _below;

    /// <summary>
    /// The innermost of a job on this thread that has not ended: what goes on after an async call may run on its stack.
    /// </summary>
    public static TraceRun? TopOf(TraceListener owner)
    {
        var run = t_top;
        while (run is not null && (run._owner != owner || run.IsOver))
        {
            run = run._below;
        }

        return run;
    }

    private readonly TraceListener _owner = owner;

    public TraceFrame? Frame => frame;

    public bool IsMachine => isMachine;

    private bool IsOver => tree.IsOver || frame is { IsCompleted: true };

    public void Push()
    {
        _below = t_top;
        t_top = this;
    }

    /// <summary>And all that may lie upon it: calls whose end we were not told of.</summary>
    public void Pop()
    {
        t_top = _below;
        _below = null;
    }

    /// <summary>A traced method is called from here.</summary>
    public TraceRun Nest(TracedMethod method)
    {
        if (frame is null)
        {
            tree.Count(begins: 0, omitted: 1);
        }

        return new(_owner, tree, frame?.Nest(method));
    }

    public override void Calling(int site)
    {
        // In a filter, what the exception comes from still lies above.
        t_top = this;
        frame?.Calling(site);
    }

    public override void Called(int site, long now) => frame?.Called(site, now);

    public override void Unwound(long now) => frame?.Unwound(now);

    public override void Suspending() => frame?.Suspending();

    public override void Suspended(object? machine) => frame?.Suspended(machine);

    public override void Completing(Exception? exception, long now) => frame?.Completing(exception, now);

    public override void Abandon() => Pop();
}
