using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Trace;

/// <summary>A traced call, or a piece of one, that runs on a thread: those of a thread lie upon each other, of whatever job.</summary>
internal abstract class TraceRun(TraceListener owner) : CallTrace
{
    [ThreadStatic]
    private static TraceRun? t_top;

    private TraceRun? _below;

    /// <summary>The innermost of a job on this thread.</summary>
    public static TraceRun? TopOf(TraceListener owner)
    {
        var run = t_top;
        while (run is not null && run.Owner != owner)
        {
            run = run._below;
        }

        return run;
    }

    public TraceListener Owner => owner;

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

    public override void Abandon() => Pop();

    /// <summary>In a filter, what the exception comes from still lies above.</summary>
    protected void BeTop() => t_top = this;

    /// <summary>A traced method is called from here.</summary>
    public abstract TraceRun Nest(TracedMethod method);
}

/// <summary>A call below one that found no room: it is not recorded, nor what it calls.</summary>
internal sealed class MutedRun(TraceListener owner) : TraceRun(owner)
{
    public override TraceRun Nest(TracedMethod method) => new MutedRun(Owner);

    public override void Calling(int site)
    {
    }

    public override void Called(int site, long now)
    {
    }

    public override void Unwound(long now)
    {
    }
}
