namespace Arthas.Silo.Fleet;

/// <summary>One connection of one agent. What a broken link says after the agent came back on another one does not count.</summary>
/// <param name="Node">The hub node at its end.</param>
/// <param name="Number">Counts the links of that node.</param>
[GenerateSerializer, Immutable, Alias("arthas.link-id")]
public sealed record LinkId([property: Id(0)] string Node, [property: Id(1)] long Number)
{
    public override string ToString() => $"{Node}#{Number}";
}
