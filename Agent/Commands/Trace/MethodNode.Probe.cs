namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// A traced method below one place of a tree: its calls there are put together, one at a time. Written by the call that
/// holds it, read when the tree has ended.
/// </summary>
internal sealed class MethodNode(TracedMethod method)
{
    private const int MaxThrown = 8;

    private int _held = 1;

    public TracedMethod Method => method;

    /// <summary>One for each of <see cref="TracedMethod.Calls"/>.</summary>
    public CallNode[] Calls { get; } = method.Calls.Length == 0 ? [] : new CallNode[method.Calls.Length];

    public Costs Costs;

    /// <summary>When the call began that goes on; 0 while there is none.</summary>
    public long Open { get; set; }

    /// <summary>Traced methods called from here at no call that is shown.</summary>
    public MethodNode? First;

    /// <summary>The next one below the same place.</summary>
    public MethodNode? Next { get; set; }

    /// <summary>When it came, among all below its parent, from 1.</summary>
    public int Order { get; set; }

    /// <summary>How many came below it so far.</summary>
    public int Orders { get; set; }

    public List<Thrown> Thrown { get; } = [];

    /// <summary>An async call that was resumed before it was known which one it is: the rest of it.</summary>
    public Rest? GoesOn { get; set; }

    /// <summary>In such a rest: the end of the call that was open before.</summary>
    public Taking? Taken { get; set; }

    /// <summary>In such a rest: its end.</summary>
    public (long Now, bool Threw)? Ended { get; set; }

    /// <summary>For one more call; false while another one is going on, on whatever thread.</summary>
    public bool TryHold() => Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    public void Release() => Volatile.Write(ref _held, 0);

    public void Throws(Exception exception)
    {
        var thrown = new Thrown(exception);
        if (Thrown.Count < MaxThrown && !Thrown.Exists(t => t.IsLike(thrown)))
        {
            Thrown.Add(thrown);
        }
    }
}

/// <summary>The calls of one method from one line.</summary>
internal struct CallNode
{
    public Costs Costs;

    /// <summary>When the call began that goes on; 0 while there is none.</summary>
    public long Open;

    /// <summary>When the first one began, among all below its parent; 0 when there was none.</summary>
    public int Order;

    /// <summary>The traced methods that they led to.</summary>
    public MethodNode? First;
}

/// <param name="Tree">Holds the rest.</param>
/// <param name="Started">When the call began.</param>
/// <param name="Open">The place of the call that was open, or -1.</param>
/// <param name="Opened">Since when.</param>
internal sealed record Rest(TraceTree Tree, long Started, int Open, long Opened);

/// <param name="Place">Of the call that ended; -1 for whichever was open.</param>
internal sealed record Taking(int Place, long Now, bool Threw);
