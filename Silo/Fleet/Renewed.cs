namespace Arthas.Silo.Fleet;

/// <param name="IsMine">False: the agent is on another link by now, or was lost: this one is to be closed.</param>
/// <param name="Letters">Those that the node has not received.</param>
/// <param name="Through">The number of the last letter there was: with these the node has all up to it.</param>
/// <param name="Taken">Its targets that are another agent's; null for no change.</param>
[GenerateSerializer, Immutable, Alias("arthas.renewed")]
internal sealed record Renewed(
    [property: Id(0)] bool IsMine, [property: Id(1)] AgentLetter[] Letters, [property: Id(2)] long Through, [property: Id(3)] TakenBy[]? Taken);
