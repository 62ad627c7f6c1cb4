using Arthas.Silo.Nodes;

namespace Arthas.Silo.Consumers;

/// <param name="Seq">The consumer has everything up to here.</param>
/// <param name="From">Where it stood before, as long as it is not sure that the client got what came after.</param>
/// <param name="Node">The one that knows whether it did; null when it did.</param>
/// <param name="Answer">Which of that node's answers it is.</param>
[GenerateSerializer, Immutable, Alias("arthas.consumer-position")]
internal sealed record ConsumerPosition(
    [property: Id(0)] long Seq, [property: Id(1)] long From = 0, [property: Id(2)] IHubNode? Node = null, [property: Id(3)] Guid Answer = default);
