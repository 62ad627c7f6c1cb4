using Arthas.Silo.Journals;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Index;

[Reentrant]
internal sealed class SessionIndexGrain(IOptions<LeaseOptions> leases) : JournaledGrain<IndexChange>, ISessionIndexGrain
{
    private readonly Dictionary<string, (IndexedSession Session, DateTimeOffset At)> _sessions = [];

    /// <summary>All entries of sessions that are there, oldest first, with some that were said again or are gone.</summary>
    private readonly Queue<(JournalId Entry, string Session, DateTimeOffset At)> _entries = new();

    /// <summary>A session that said nothing for so long has vanished with its silo.</summary>
    private TimeSpan Lease => 2 * leases.Value.Session;

    public async Task OpenedAsync(IndexedSession session)
    {
        await ReadyAsync(create: true);
        Write(new IndexChange(Now, session, null));
        await DurableAsync();
    }

    public async Task ClosedAsync(string session)
    {
        await ReadyAsync(create: true);
        if (_sessions.ContainsKey(session))
        {
            Write(new IndexChange(Now, null, session));
            await DurableAsync();
        }
    }

    public async Task<IndexedSession[]> ListAsync(string? targetId)
    {
        await ReadyAsync(create: true);
        return [.. _sessions.Values.Where(known => Now - known.At < Lease && (targetId is null || known.Session.TargetId == targetId)).Select(static known => known.Session)];
    }

    protected override IJournalStream<IndexChange> OpenJournal(IJournal journal) =>
        journal.Open<IndexChange>(new JournalKey($"sessions:{this.GetPrimaryKeyLong()}"), Lease);

    protected override void Replay(IReadOnlyList<JournalEntry<IndexChange>> entries)
    {
        foreach (var (id, change, _) in entries)
        {
            Apply(change, id);
        }
    }

    private void Write(IndexChange change)
    {
        var id = Next;
        Apply(change, id);
        Append(change, _entries.TryPeek(out var oldest) ? oldest.Entry : id);
    }

    private void Apply(IndexChange change, JournalId id)
    {
        if (change.Session is { } session)
        {
            _sessions[session.Id] = (session, change.At);
            _entries.Enqueue((id, session.Id, change.At));
        }
        else if (change.Gone is { } gone)
        {
            _sessions.Remove(gone);
        }

        while (_entries.TryPeek(out var oldest) && (!_sessions.TryGetValue(oldest.Session, out var known) || known.At != oldest.At || change.At - oldest.At >= Lease))
        {
            _entries.Dequeue();
            if (known.Session is not null && known.At == oldest.At)
            {
                _sessions.Remove(oldest.Session);
            }
        }
    }
}
