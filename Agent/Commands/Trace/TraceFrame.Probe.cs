using System.Diagnostics;

namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// One call of a traced method. Told by one thread at a time; an async one lets go of it in <see cref="Suspended"/>, and
/// another thread goes on.
/// </summary>
/// <param name="depth">In the tree, from 1.</param>
internal sealed partial class TraceFrame(TraceListener owner, TraceTree tree, MethodNode node, int depth)
{
    private const int BeginsPerCheck = 1024;
    private const int None = -1;

    private readonly long _started = node.Open = Stopwatch.GetTimestamp();
    private int _open = None;
    private int _begins, _omitted;

    public TraceTree Tree => tree;

    public TracedMethod Method => node.Method;

    /// <summary>The outermost: its end makes the result.</summary>
    public bool IsRoot => depth == 1;

    public void Calling(int site)
    {
        var place = node.Method.CallOf(site);
        if (place < 0)
        {
            return;
        }

        if (_open >= 0)
        {
            // It has thrown, and no handler told us.
            Close(Stopwatch.GetTimestamp(), threw: true);
        }

        if (tree.IsClosed)
        {
            _omitted++;
            return;
        }

        if ((++_begins & (BeginsPerCheck - 1)) == 0 && !owner.TryCharge(BeginsPerCheck))
        {
            tree.Close();
        }

        ref var call = ref node.Calls[place];
        if (call.Order == 0)
        {
            call.Order = ++node.Orders;
        }

        _open = place;
        call.Open = Stopwatch.GetTimestamp();
    }

    public void Called(int site, long now)
    {
        var place = node.Method.CallOf(site);
        if (place >= 0 && place == _open)
        {
            Close(now, threw: false);
        }
        else if (place >= 0 && _isOrphan)
        {
            node.Taken ??= new(place, now, Threw: false);
        }
    }

    public void Unwound(long now)
    {
        if (_open >= 0)
        {
            Close(now, threw: true);
        }
        else if (_isOrphan)
        {
            node.Taken ??= new(None, now, Threw: true);
        }
    }

    /// <summary>Null when there is no room for it.</summary>
    public TraceFrame? Nest(TracedMethod method)
    {
        if (tree.IsClosed || depth + 2 > TraceTree.MaxDepth)
        {
            _omitted++;
            return null;
        }

        ref var first = ref _open >= 0 ? ref node.Calls[_open].First : ref node.First;
        for (var known = first; known is not null; known = known.Next)
        {
            if (known.Method == method && known.TryHold())
            {
                return Nested(known);
            }
        }

        if (!tree.TryGrow(method))
        {
            _omitted++;
            return null;
        }

        var fresh = new MethodNode(method) { Next = first, Order = _open >= 0 ? 0 : ++node.Orders };
        first = fresh;
        return Nested(fresh);
    }

    /// <param name="ticks">It took.</param>
    /// <param name="exception">Null when it returned.</param>
    public void End(long ticks, Exception? exception)
    {
        if (_open >= 0)
        {
            Close(Stopwatch.GetTimestamp(), threw: exception is not null);
        }

        if (exception is not null)
        {
            node.Throws(exception);
        }

        node.Costs.Add(ticks, exception is not null);
        node.Open = 0;
        AddCounts();
        node.Release();
        if (Method.Machine is not null)
        {
            Method.Machines.Completed();
        }
    }

    /// <summary>Adds what was counted to the tree.</summary>
    private void AddCounts()
    {
        tree.Count(_begins, _omitted);
        (_begins, _omitted) = (0, 0);
    }

    private TraceFrame Nested(MethodNode child)
    {
        _begins++;
        return new(owner, tree, child, depth + (_open >= 0 ? 2 : 1));
    }

    private void Close(long now, bool threw)
    {
        ref var call = ref node.Calls[_open];
        call.Costs.Add(now - call.Open, threw);
        call.Open = 0;
        _open = None;
    }
}
