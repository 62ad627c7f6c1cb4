namespace Arthas.Silo.Ledgers;

/// <param name="Key">The same line that comes twice is one.</param>
[GenerateSerializer, Immutable, Alias("arthas.history-line")]
internal sealed record HistoryLine([property: Id(0)] Guid Key, [property: Id(1)] string Text);
