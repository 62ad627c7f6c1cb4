using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Fleet;

[GenerateSerializer, Immutable, Alias("arthas.catalogue-entry")]
internal sealed record CatalogueEntry([property: Id(0)] CommandSpec[] Commands);
