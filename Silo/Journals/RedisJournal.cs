using Orleans.Serialization;

namespace Arthas.Silo.Journals;

/// <summary>
/// Journals in a Redis that all silos share: a stream each, no script. README.md in this folder says why ids are
/// <c>epoch-number</c> and what a claim is.
/// </summary>
/// <param name="cluster">The cluster's name: several may share a Redis.</param>
internal sealed class RedisJournal(RedisConnection redis, Serializer serializer, TimeProvider time, string cluster) : IJournal
{
    public IJournalStream<TEntry> Open<TEntry>(JournalKey key, TimeSpan keep)
        where TEntry : class => new RedisJournalStream<TEntry>(redis, serializer, time, Key(key), keep);

    /// <summary>One hash tag a group: its journals are in one slot.</summary>
    internal string Key(JournalKey key) =>
        key.Name.Length == 0 ? $"arthas:{cluster}:{{{key.Group}}}" : $"arthas:{cluster}:{{{key.Group}}}:{key.Name}";
}
