namespace Arthas.Silo.Fleet;

/// <param name="IsTaken">Another instance holds this name and its link is up.</param>
/// <param name="Taken">Its targets that are another agent's.</param>
/// <param name="Letters">What it has yet to be told.</param>
/// <param name="Through">The number of the last letter there was: with these the node has all up to it.</param>
[GenerateSerializer, Immutable, Alias("arthas.registered")]
internal sealed record Registered(
    [property: Id(0)] bool IsTaken, [property: Id(1)] TakenBy[] Taken, [property: Id(2)] AgentLetter[] Letters, [property: Id(3)] long Through);
