namespace Arthas.Silo.Journals;

/// <param name="Entries">In order, claims left out. What follows a hole was never acknowledged, and is left out as well.</param>
/// <param name="Now">The store's own time, which all owners share.</param>
internal sealed record JournalClaim<TEntry>(IReadOnlyList<JournalEntry<TEntry>> Entries, DateTimeOffset Now);

/// <param name="Bytes">As the store has it; empty where it keeps the object itself.</param>
internal readonly record struct JournalEntry<TEntry>(JournalId Id, TEntry Value, ReadOnlyMemory<byte> Bytes);
