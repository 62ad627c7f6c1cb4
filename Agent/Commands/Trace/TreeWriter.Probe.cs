using System.Globalization;
using System.Text.Json;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Writes a tree with the keys of Arthas's nodes.</summary>
internal static class TreeWriter
{
    private const int EntryLine = -1;

    public static void Write(Utf8JsonWriter json, TraceTree tree)
    {
        json.WriteNumber("nodeCount", tree.Begins + 1);
        if (tree.Omitted > 0)
        {
            json.WriteNumber("omitted", tree.Omitted);
        }

        json.WriteStartObject("root");
        json.WriteString("type", "thread");
        tree.Thread.WriteTo(json, tree.Root.Method.Method);
        json.WriteString("timestamp", tree.Started.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
        json.WriteStartArray("children");
        Write(json, [tree.Root]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="alike">Nodes of one method below one place: calls that went on side by side.</param>
    private static void Write(Utf8JsonWriter json, List<MethodNode> alike)
    {
        var method = alike[0].Method;
        var costs = default(Costs);
        alike.ForEach(node => costs.Add(node.Costs));
        Begin(json, method.ClassName, method.MethodName, EntryLine, costs);
        Children(json, method, alike);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in TracedCall call, in Costs costs, List<MethodNode> below)
    {
        Begin(json, call.ClassName, call.MethodName, call.Line, costs, invoking: true);
        if (below.Count > 0)
        {
            json.WriteStartArray("children");
            Groups(json, below);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string className, string methodName, int line, in Costs costs, bool invoking = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "method");
        json.WriteString("className", className);
        json.WriteString("methodName", methodName);
        json.WriteNumber("lineNumber", line);
        json.WriteBoolean("invoking", invoking);
        costs.Write(json);
        if (costs.Threw)
        {
            json.WriteBoolean("throw", true);
            json.WriteString("mark", "throws Exception");
        }
    }

    private static void Children(Utf8JsonWriter json, TracedMethod method, List<MethodNode> alike)
    {
        var children = new List<(int Order, Action Write)>();
        for (var i = 0; i < method.Calls.Length; i++)
        {
            var called = alike.FindAll(node => node.Calls[i].Order > 0);
            if (called.Count == 0)
            {
                continue;
            }

            var (call, costs, below) = (method.Calls[i], default(Costs), new List<MethodNode>());
            called.ForEach(node => costs.Add(node.Calls[i].Costs));
            called.ForEach(node => Gather(node.Calls[i].First, below));
            children.Add((called.Min(node => node.Calls[i].Order), () => Write(json, call, costs, below)));
        }

        var direct = new List<MethodNode>();
        alike.ForEach(node => Gather(node.First, direct));
        children.AddRange(direct.GroupBy(static node => node.Method).Select(group => (group.Min(static node => node.Order), (Action)(() => Write(json, [.. group])))));
        var thrown = alike.SelectMany(static node => node.Thrown).ToList();
        if (children.Count + thrown.Count == 0)
        {
            return;
        }

        json.WriteStartArray("children");
        foreach (var (_, write) in children.OrderBy(static child => child.Order))
        {
            write();
        }

        thrown.ForEach(one => Write(json, one));
        json.WriteEndArray();
    }

    private static void Groups(Utf8JsonWriter json, List<MethodNode> nodes)
    {
        foreach (var group in nodes.GroupBy(static node => node.Method))
        {
            Write(json, [.. group]);
        }
    }

    private static void Write(Utf8JsonWriter json, Thrown thrown)
    {
        json.WriteStartObject();
        json.WriteString("type", "throw");
        json.WriteString("exception", thrown.Type);
        json.WriteString("message", thrown.Message);
        json.WriteNumber("lineNumber", thrown.Line);
        json.WriteEndObject();
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
