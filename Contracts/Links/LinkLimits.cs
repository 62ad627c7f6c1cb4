namespace Arthas.Contracts.Links;

/// <summary>Sizes in bytes that both ends of a link agree on.</summary>
public sealed record LinkLimits
{
    /// <summary>A frame goes in pieces of this size, so that a control frame waits for one piece of a batch at most. Default 16 KiB.</summary>
    public int Fragment { get; init; } = 16 * 1024;

    /// <summary>A control frame: the largest is a hello with the catalogue and every target of a host. Default 4 MiB.</summary>
    public int Control { get; init; } = 4 * 1024 * 1024;

    /// <summary>A batch of results; one result is bound by the command's <c>-M</c> before it gets here. Default 64 MiB.</summary>
    public int Batch { get; init; } = 64 * 1024 * 1024;

    public static LinkLimits Default { get; } = new();
}
