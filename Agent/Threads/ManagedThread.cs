namespace Arthas.Agent.Threads;

/// <summary>One managed thread, as it was for an instant.</summary>
internal sealed record ManagedThread
{
    public required int Id { get; init; }

    /// <summary>The operating system's number for it; 0 when it has not started.</summary>
    public required int OsId { get; init; }

    public required string Name { get; init; }
    public required ThreadState State { get; init; }
    /// <summary>It runs native code, or waits in it.</summary>
    public required bool InNative { get; init; }

    public required bool Background { get; init; }

    /// <summary>1 to 10, 5 is normal.</summary>
    public required int Priority { get; init; }

    /// <summary>Innermost first.</summary>
    public required IReadOnlyList<ThreadFrame> Stack { get; init; }

    /// <summary>What it waits to enter.</summary>
    public HeldLock? WaitsFor { get; init; }

    /// <summary>Monitors it is in and others wait for.</summary>
    public IReadOnlyList<HeldLock> Holds { get; init; } = [];
}

/// <param name="Identity">Tells locks of one snapshot apart.</param>
/// <param name="OwnerId">Managed thread; -1 when unknown.</param>
internal sealed record HeldLock(string ClassName, int Identity, int OwnerId)
{
    public string Name => $"{ClassName}@{Identity:x}";
}
