namespace Arthas.Silo.Journals;

/// <summary>Where a grain writes what must outlive its silo, before it acknowledges: this process's memory, or a Redis that all silos share.</summary>
internal interface IJournal
{
    /// <param name="keep">How long the journal outlives its last use.</param>
    IJournalStream<TEntry> Open<TEntry>(JournalKey key, TimeSpan keep)
        where TEntry : class;
}
