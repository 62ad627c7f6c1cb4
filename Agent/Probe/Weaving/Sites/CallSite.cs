namespace Arthas.Probe.Weaving.Sites;

/// <summary>A call in a method's IL.</summary>
public sealed record CallSite
{
    /// <summary>Among all call instructions of the method, from 0; the same in every woven body.</summary>
    public required int Index { get; init; }

    /// <summary>Where it begins: its first prefix, or itself.</summary>
    public required int Start { get; init; }

    /// <summary>Where the instruction itself lies.</summary>
    public required int Offset { get; init; }

    /// <summary>Of the type that the instruction names, which a virtual call may not end up in.</summary>
    public required string ClassName { get; init; }

    public required string MethodName { get; init; }

    public required CallSiteKind Kind { get; set; }

    /// <summary>An awaited call has ended once its result was taken, by the call at this site; -1 when it is not awaited.</summary>
    public int TakenAt { get; set; } = -1;
}

public enum CallSiteKind
{
    /// <summary>Of the application's own code, or a library's.</summary>
    Own,
    Framework,

    /// <summary>Never told: making a delegate, and what the compiler put into an async method.</summary>
    Hidden,

    /// <summary>The state machine of an async method gives its thread back, to be resumed.</summary>
    Suspends,

    /// <summary>The task of an async method ends, with its result.</summary>
    Completes,

    /// <summary>It ends with the exception on top of the stack.</summary>
    Fails,
}
