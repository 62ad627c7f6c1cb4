using System.Diagnostics;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Trace;

/// <summary>The tree of one outermost call, and its bounds: what does not fit is counted.</summary>
internal sealed class TraceTree(TracedMethod root)
{
    /// <summary>
    /// Levels of nodes. Each is two levels of JSON, and many a parser stops at 64: a response with a deeper tree could not
    /// be read at all.
    /// </summary>
    public const int MaxDepth = 28;

    private const int MaxNodes = 5_000;

    private readonly Thread _thread = System.Threading.Thread.CurrentThread;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _nodes, _begins, _omitted;
    private volatile bool _closed;

    public MethodNode Root { get; } = new(root) { Order = 1 };

    /// <summary>Where the outermost call began. Most trees are never shown, so what is said of it is made out later.</summary>
    public CallingThread Thread => CallingThread.Of(_thread);

    /// <summary>Local time.</summary>
    public DateTimeOffset Started => TimeProvider.System.GetLocalNow() - Stopwatch.GetElapsedTime(_started);

    /// <summary>Calls that were recorded.</summary>
    public int Begins => _begins;

    /// <summary>Calls that were not, for want of room or because the job has no credit left.</summary>
    public int Omitted => _omitted;

    public int Nodes => _nodes;

    /// <summary>Nothing is recorded any more.</summary>
    public bool IsClosed => _closed;

    /// <summary>The outermost call has ended.</summary>
    public bool IsOver => Over > 0;

    /// <summary>When it ended; 0 before.</summary>
    public long Over { get; private set; }

    public void Close() => _closed = true;

    public void End(long now)
    {
        Over = now;
        Close();
    }

    public void Count(int begins, int omitted)
    {
        Interlocked.Add(ref _begins, begins);
        Interlocked.Add(ref _omitted, omitted);
    }

    /// <summary>Room for a method with its calls.</summary>
    public bool TryGrow(TracedMethod method) => Interlocked.Add(ref _nodes, 1 + method.Calls.Length) <= MaxNodes;
}
