namespace Arthas.Silo.Fleet;

/// <param name="Number">Grows within one agent's inbox; what an acknowledgement names.</param>
[GenerateSerializer, Immutable, Alias("arthas.letter")]
internal sealed record AgentLetter([property: Id(0)] long Number, [property: Id(1)] AgentMessage Message);
