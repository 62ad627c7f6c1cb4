namespace Arthas.Silo.Consumers;

[GenerateSerializer, Immutable, Alias("arthas.consumer-position")]
internal sealed record ConsumerPosition([property: Id(0)] long Seq);
