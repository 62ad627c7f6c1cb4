namespace Arthas.Silo.Sessions;

/// <summary>What a node tells of a consumer that it serves.</summary>
/// <param name="Position">It has everything up to this seq.</param>
/// <param name="Ago">How long ago it began or ended a pull; negative for one that is parked, and for how long yet.</param>
[GenerateSerializer, Immutable, Alias("arthas.sighting")]
internal readonly record struct ConsumerSighting(
    [property: Id(0)] string ConsumerId, [property: Id(1)] long Position, [property: Id(2)] TimeSpan Ago);
