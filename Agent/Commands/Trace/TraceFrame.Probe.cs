using System.Diagnostics;

namespace Arthas.Probe.Commands.Trace;

/// <summary>One call of a traced method while it runs.</summary>
internal sealed class TraceFrame(TraceListener owner, TraceTree tree, MethodNode node, int depth) : TraceRun(owner)
{
    private const int BeginsPerCheck = 1024;
    private const int None = -1;

    private int _open = None;
    private long _opened;
    private int _begins, _omitted;

    public TraceTree Tree => tree;

    public bool IsRoot => depth == 1;

    public override void Calling(int site)
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

        if ((++_begins & (BeginsPerCheck - 1)) == 0 && !Owner.GoesOn(BeginsPerCheck))
        {
            tree.Close();
        }

        ref var call = ref node.Calls[place];
        if (call.Order == 0)
        {
            call.Order = ++node.Orders;
        }

        BeTop();
        _open = place;
        _opened = Stopwatch.GetTimestamp();
    }

    public override void Called(int site, long now)
    {
        if (_open >= 0 && node.Method.CallOf(site) == _open)
        {
            Close(now, threw: false);
        }
    }

    public override void Unwound(long now)
    {
        if (_open >= 0)
        {
            Close(now, threw: true);
        }
    }

    public override TraceRun Nest(TracedMethod method)
    {
        if (tree.IsClosed || depth + 2 > TraceTree.MaxDepth)
        {
            _omitted++;
            return new MutedRun(Owner);
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
            return new MutedRun(Owner);
        }

        var fresh = new MethodNode(method) { Next = first, Order = _open >= 0 ? 0 : ++node.Orders };
        first = fresh;
        return Nested(fresh);
    }

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
        tree.Count(_begins, _omitted);
        (_begins, _omitted) = (0, 0);
        node.Release();
    }

    private TraceFrame Nested(MethodNode child)
    {
        _begins++;
        return new(Owner, tree, child, depth + (_open >= 0 ? 2 : 1));
    }

    private void Close(long now, bool threw)
    {
        node.Calls[_open].Costs.Add(now - _opened, threw);
        _open = None;
    }
}
