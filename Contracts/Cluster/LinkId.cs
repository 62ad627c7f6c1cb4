namespace Arthas.Contracts.Cluster;

/// <summary>One connection of one agent. What a broken link says after the agent came back on another one does not count.</summary>
/// <param name="Node">The hub node at its end.</param>
/// <param name="Number">Counts the links of that node.</param>
public sealed record LinkId(string Node, long Number)
{
    public override string ToString() => $"{Node}#{Number}";
}
