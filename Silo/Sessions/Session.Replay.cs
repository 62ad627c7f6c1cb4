using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Silo.Journals;
using Arthas.Silo.Sessions.Entries;

namespace Arthas.Silo.Sessions;

internal sealed partial class Session
{
    /// <summary>How many entries a replay reads at most besides those whose results are still kept.</summary>
    private const int EntriesPerCheckpoint = 2_000;

    private KeptEntry? _opened;
    private JournalId? _checkpoint;
    private int _sinceCheckpoint;

    /// <summary>Rebuilds the session from its journal. What leases were renewed meanwhile is not known: they begin anew.</summary>
    public void Replay(IReadOnlyList<JournalEntry<SessionEntry>> entries)
    {
        var last = entries.Count - 1;
        while (last >= 0 && entries[last].Value is not Entries.Checkpoint)
        {
            last--;
        }

        if (last >= 0)
        {
            Restore((Entries.Checkpoint)entries[last].Value, entries[last].Id, entries, last);
        }

        for (var i = last + 1; i < entries.Count; i++)
        {
            Apply(entries[i].Value, entries[i].Id, entries[i].Bytes);
        }

        var now = terms.Now();
        _lastAccess = now;
        foreach (var consumer in _consumers.Values)
        {
            consumer.Saw(0, now);
        }

        foreach (var job in _jobs.Values)
        {
            Retell(job, now);
        }
    }

    private void Write(SessionEntry entry)
    {
        Apply(entry, journal.Next, null);
        journal.Append(entry, TrimBefore());
        if (++_sinceCheckpoint >= EntriesPerCheckpoint)
        {
            _sinceCheckpoint = 0;
            _checkpoint = journal.Next;
            journal.Append(TakeCheckpoint(), TrimBefore());
        }
    }

    /// <summary>The oldest entry that a replay needs: the last checkpoint, or one before it whose results are still kept.</summary>
    private JournalId? TrimBefore()
    {
        if (_checkpoint is not { } oldest)
        {
            return null;
        }

        foreach (var log in Logs)
        {
            oldest = log.OldestEntry is { } entry && entry < oldest ? entry : oldest;
        }

        return oldest;
    }

    private void Apply(SessionEntry entry, JournalId id, ReadOnlyMemory<byte>? bytes)
    {
        switch (entry)
        {
            case Opened opened:
                (IsOpen, _start, _created, _lastAccess, _userId) = (true, opened.Session, opened.At, opened.At, opened.Session.UserId);
                _opened = Kept(opened, bytes);
                FirstConsumer = opened.FirstConsumer;
                Add(opened.FirstConsumer, preamble: null, opened.At);
                break;
            case Joined joined:
                Add(joined.ConsumerId, joined.Preamble, joined.At);
                break;
            case Left left:
                foreach (var consumer in left.ConsumerIds)
                {
                    _consumers.Remove(consumer);
                }

                ConsumersVersion++;
                break;
            case UserNamed named:
                _userId = named.UserId;
                break;
            case JobEntry job:
                Apply(job, id, bytes);
                break;
            case Trimmed trimmed:
                (trimmed.JobId is { } jobId ? _jobs.GetValueOrDefault(jobId)?.Log : Log)?.TrimTo(trimmed.FirstSeq);
                break;
            case Closed closed:
                ApplyClosed(closed, id);
                break;
        }

        Log.Add(entry.Log.Read(), id);
    }

    private void ApplyClosed(Closed closed, JournalId id)
    {
        IsClosed = true;
        foreach (var job in _jobs.Values)
        {
            if (!job.HasEnded)
            {
                // Who waits for a private log still gets its one status.
                job.Log?.Add([new StatusResult { JobId = job.Id, StatusCode = 0 }.ToResult()], id);
                job.End(closed.At);
            }

            job.Log?.Leave();
        }

        Foreground = null;
        Log.Leave();
    }

    private void Add(string consumer, Preamble? preamble, DateTimeOffset at)
    {
        _consumersEver++;
        ConsumersVersion++;
        _consumers[consumer] = new Consumer(preamble, at);
    }

    private static KeptEntry Kept(SessionEntry entry, ReadOnlyMemory<byte>? bytes) =>
        new() { Entry = entry, Bytes = bytes is { Length: > 0 } raw ? raw.ToArray() : null };

    private Checkpoint TakeCheckpoint() => new()
    {
        At = terms.Now(),
        Opened = _opened!,
        UserId = _userId,
        ConsumersEver = _consumersEver,
        Consumers = _consumers.ToDictionary(consumer => consumer.Key, consumer => consumer.Value.Preamble),
        Jobs = [.. _jobs.Values.Select(job => job.Checkpoint())],
        Foreground = Foreground?.Id,
        LastJobId = LastJobId,
        FirstSeq = Log.FirstSeq,
        LastSeq = Log.LastSeq,
    };

    private void Restore(Checkpoint at, JournalId id, IReadOnlyList<JournalEntry<SessionEntry>> entries, int before)
    {
        _checkpoint = id;
        Apply((Opened)at.Opened.Entry! with { Log = default }, id, at.Opened.Bytes);
        _opened = at.Opened;
        (_userId, ConsumersVersion) = (at.UserId, at.ConsumersEver);
        _consumers.Clear();
        foreach (var (consumer, preamble) in at.Consumers)
        {
            Add(consumer, preamble, at.At);
        }

        _consumersEver = at.ConsumersEver;
        Refill(Log, at.FirstSeq, at.LastSeq, entries, before, static entry => entry.Log.Read());
        foreach (var kept in at.Jobs)
        {
            var started = (JobStarted)kept.Started.Entry!;
            var job = _jobs[kept.JobId] = new Job(Id, started, kept.Started, terms);
            job.Restore(kept);
            if (job.Log is { } log)
            {
                Refill(log, kept.FirstSeq, kept.LastSeq, entries, before, entry => entry is JobEntry own && own.JobId == job.Id ? own.Private.Read() : []);
            }
        }

        Foreground = at.Foreground is { } foreground ? _jobs.GetValueOrDefault(foreground) : null;
        LastJobId = at.LastJobId;
    }

    /// <summary>
    /// The results that a log kept at a checkpoint are those of the entries before it, the last of them at the log's end.
    /// </summary>
    private static void Refill(
        Log log, long firstSeq, long lastSeq, IReadOnlyList<JournalEntry<SessionEntry>> entries, int before, Func<SessionEntry, Result[]> results)
    {
        var parts = new Stack<(Result[] Results, JournalId Entry)>();
        var seq = lastSeq + 1;
        for (var i = before - 1; i >= 0 && seq > firstSeq; i--)
        {
            var part = results(entries[i].Value);
            if (part.Length > 0)
            {
                parts.Push((part.Length > seq - firstSeq ? part[^(int)(seq - firstSeq)..] : part, entries[i].Id));
                seq -= parts.Peek().Results.Length;
            }
        }

        log.BeginAt(seq);
        foreach (var (part, entry) in parts)
        {
            log.Add(part, entry);
        }
    }
}
