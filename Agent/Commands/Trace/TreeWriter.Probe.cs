using System.Globalization;
using System.Text.Json;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Writes a tree with the keys of Arthas's nodes.</summary>
internal sealed class TreeWriter
{
    private const int EntryLine = -1;
    private const string Unfinished = "unfinished";

    private readonly Utf8JsonWriter _json;
    private int _begins = 1, _omitted;
    private long _over;

    private TreeWriter(Utf8JsonWriter json) => _json = json;

    public static void Write(Utf8JsonWriter json, TraceTree tree) => new TreeWriter(json).Write(tree);

    private void Write(TraceTree tree)
    {
        _over = tree.Over;
        _json.WriteStartObject("root");
        _json.WriteString("type", "thread");
        tree.Thread.WriteTo(_json, tree.Root.Method.Method);
        _json.WriteString("timestamp", tree.Started.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
        _json.WriteStartArray("children");
        Count(tree);
        Write([tree.Root], 1);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteNumber("nodeCount", _begins);
        if (_omitted > 0)
        {
            _json.WriteNumber("omitted", _omitted);
        }
    }

    private void Count(TraceTree tree)
    {
        _begins += tree.Begins;
        _omitted += tree.Omitted;
    }

    /// <param name="nodes">Of one method below one place: calls that went on side by side.</param>
    private void Write(List<MethodNode> nodes, int depth)
    {
        var method = nodes[0].Method;
        var costs = default(Costs);
        var all = new List<MethodNode>();
        var late = new Costs[method.Calls.Length];
        var open = false;
        foreach (var node in nodes)
        {
            all.Add(node);
            costs.Add(node.Costs);
            open |= AddOpen(ref costs, node.Open);
            if (node.GoesOn is { } rest)
            {
                Join(rest, all, ref costs, late);
            }
        }

        Begin(method.ClassName, method.MethodName, EntryLine, costs, open);
        if (depth < TraceTree.MaxDepth)
        {
            Children(method, all, late, depth + 1);
        }

        _json.WriteEndObject();
    }

    private void Join(Rest rest, List<MethodNode> all, ref Costs costs, Costs[] late)
    {
        var node = rest.Tree.Root;
        Count(rest.Tree);
        all.Add(node);
        if (node.Ended is { } ended)
        {
            costs.Add(ended.Now - rest.Started, ended.Threw);
        }

        if (rest.Open >= 0 && node.Taken is { } taken && (taken.Place < 0 || taken.Place == rest.Open))
        {
            late[rest.Open].Add(taken.Now - rest.Opened, taken.Threw);
        }
    }

    /// <summary>A call that nobody waited for has cost so far what it has.</summary>
    private bool AddOpen(ref Costs costs, long open)
    {
        if (open > 0 && _over > open)
        {
            costs.Add(_over - open, threw: false);
        }

        return open > 0;
    }

    private void Write(in TracedCall call, in Costs costs, bool open, List<MethodNode> below, int depth)
    {
        Begin(call.ClassName, call.MethodName, call.Line, costs, open, invoking: true);
        if (below.Count > 0 && depth < TraceTree.MaxDepth)
        {
            _json.WriteStartArray("children");
            foreach (var group in below.GroupBy(static node => node.Method))
            {
                Write([.. group], depth + 1);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void Begin(string className, string methodName, int line, in Costs costs, bool open, bool invoking = false)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "method");
        _json.WriteString("className", className);
        _json.WriteString("methodName", methodName);
        _json.WriteNumber("lineNumber", line);
        _json.WriteBoolean("invoking", invoking);
        costs.Write(_json);
        if (costs.Threw)
        {
            _json.WriteBoolean("throw", true);
            _json.WriteString("mark", "throws Exception");
        }
        else if (open)
        {
            _json.WriteString("mark", Unfinished);
        }
    }

    private void Children(TracedMethod method, List<MethodNode> nodes, Costs[] late, int depth)
    {
        var children = new List<(int Order, Action Write)>();
        for (var i = 0; i < method.Calls.Length; i++)
        {
            if (Called(method, nodes, i, late[i], depth) is { } child)
            {
                children.Add(child);
            }
        }

        var direct = new List<MethodNode>();
        nodes.ForEach(node => Gather(node.First, direct));
        children.AddRange(direct.GroupBy(static node => node.Method).Select(group => (group.Min(static node => node.Order), (Action)(() => Write([.. group], depth)))));
        var thrown = nodes.SelectMany(static node => node.Thrown).ToList();
        if (children.Count + thrown.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("children");
        foreach (var (_, write) in children.OrderBy(static child => child.Order))
        {
            write();
        }

        thrown.ForEach(Write);
        _json.WriteEndArray();
    }

    private (int Order, Action Write)? Called(TracedMethod method, List<MethodNode> nodes, int place, Costs costs, int depth)
    {
        var called = nodes.FindAll(node => node.Calls[place].Order > 0);
        if (called.Count == 0)
        {
            return null;
        }

        var below = new List<MethodNode>();
        var open = false;
        foreach (var node in called)
        {
            costs.Add(node.Calls[place].Costs);
            open |= AddOpen(ref costs, node.Calls[place].Open);
            Gather(node.Calls[place].First, below);
        }

        return (called.Min(node => node.Calls[place].Order), () => Write(method.Calls[place], costs, open, below, depth));
    }

    private void Write(Thrown thrown)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "throw");
        _json.WriteString("exception", thrown.Type);
        _json.WriteString("message", thrown.Message);
        _json.WriteNumber("lineNumber", thrown.Line);
        _json.WriteEndObject();
    }

    /// <summary>In the order in which they came.</summary>
    private static void Gather(MethodNode? first, List<MethodNode> all)
    {
        var from = all.Count;
        for (var node = first; node is not null; node = node.Next)
        {
            all.Add(node);
        }

        all.Reverse(from, all.Count - from);
    }
}
