using System.Collections.Concurrent;

namespace Arthas.Silo.Journals;

/// <summary>Journals in this process: entries are kept as the objects they are, so results are in memory once.</summary>
internal sealed class MemoryJournal(TimeProvider time) : IJournal
{
    private readonly ConcurrentDictionary<JournalKey, object> _journals = new();

    /// <summary>How many there are: of those that are closed, none.</summary>
    public int Count => _journals.Count;

    public IJournalStream<TEntry> Open<TEntry>(JournalKey key, TimeSpan keep)
        where TEntry : class => new Stream<TEntry>(this, key);

    private sealed class Kept<TEntry>
        where TEntry : class
    {
        public Queue<JournalEntry<TEntry>> Entries { get; } = new();

        public ulong Epoch { get; set; }
    }

    private sealed class Stream<TEntry>(MemoryJournal journal, JournalKey key) : IJournalStream<TEntry>
        where TEntry : class
    {
        private Kept<TEntry>? _kept;

        public JournalId Next { get; private set; }

        public Task<JournalClaim<TEntry>?> ClaimAsync(bool create)
        {
            if (create)
            {
                _kept = (Kept<TEntry>)journal._journals.GetOrAdd(key, static _ => new Kept<TEntry>());
            }
            else if (journal._journals.TryGetValue(key, out var found))
            {
                _kept = (Kept<TEntry>)found;
            }
            else
            {
                return Task.FromResult<JournalClaim<TEntry>?>(null);
            }

            lock (_kept)
            {
                Next = new JournalId(++_kept.Epoch, 1);
                return Task.FromResult<JournalClaim<TEntry>?>(new(_kept.Entries.ToArray(), journal._time.GetUtcNow()));
            }
        }

        public Task AppendAsync(TEntry entry, JournalId? trimBefore = null)
        {
            lock (_kept!)
            {
                if (_kept.Epoch != Next.Epoch)
                {
                    return Task.FromException(new JournalFencedException("another activation took the journal over"));
                }

                _kept.Entries.Enqueue(new JournalEntry<TEntry>(Next, entry, default));
                Next = Next with { Number = Next.Number + 1 };
                while (trimBefore is { } first && _kept.Entries.Peek().Id < first)
                {
                    _kept.Entries.Dequeue();
                }
            }

            return Task.CompletedTask;
        }

        public Task CheckAsync() =>
            journal._journals.TryGetValue(key, out var kept) && ReferenceEquals(kept, _kept) && _kept!.Epoch == Next.Epoch
                ? Task.CompletedTask
                : Task.FromException(new JournalFencedException("another activation took the journal over"));

        public void Touch()
        {
            // What is in this process's memory goes when its owner closes it, or with the process.
        }

        public Task CloseAsync(TEntry last, TimeSpan keep)
        {
            var closed = AppendAsync(last, Next);
            if (closed.IsCompletedSuccessfully)
            {
                journal._journals.TryRemove(key, out _);
            }

            return closed;
        }
    }

    private readonly TimeProvider _time = time;
}
