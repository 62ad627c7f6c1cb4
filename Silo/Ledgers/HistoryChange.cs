namespace Arthas.Silo.Ledgers;

/// <param name="Cleared">What was before it is gone.</param>
[GenerateSerializer, Immutable, Alias("arthas.history-change")]
internal sealed record HistoryChange([property: Id(0)] HistoryLine[] Lines, [property: Id(1)] bool Cleared = false);
