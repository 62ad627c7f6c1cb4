namespace Arthas.Hub.Links;

/// <summary>Section <c>Hub:Links</c>.</summary>
public sealed class LinkOptions
{
    public const string Section = "Hub:Links";

    /// <summary>What this node is called in the fleet; must differ from every other node's. Default host, process id and a random part.</summary>
    public string Node { get; set; } =
        $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>What agents of other hosts must show: the value of <c>Agent:Token</c>, as agents have it. Default: none, and no such agent comes in.</summary>
    public string? Token { get; set; }
}
