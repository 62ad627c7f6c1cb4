namespace Arthas.Silo.Ledgers;

/// <param name="Last">The last number that was handed out.</param>
[GenerateSerializer, Immutable, Alias("arthas.job-count")]
internal sealed record JobCount([property: Id(0)] int Last);
