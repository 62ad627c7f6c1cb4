using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Index;
using Arthas.Silo.Journals;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Wire;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Sessions;

/// <summary>
/// A <see cref="Session"/> in its turn: decides, waits until that is durable, then answers, tells the nodes that follow it
/// and the agents of its jobs. It stays until the session is over, since its deadlines are its own.
/// </summary>
[Reentrant, KeepAlive, Orleans.Placement.PreferLocalPlacement]
internal sealed partial class SessionGrain : JournaledGrain<SessionEntry>, ISessionGrain, ISessionJournal
{
    private readonly Session _session;
    private readonly Followers _followers;
    private readonly LogOptions _log;
    private readonly LeaseOptions _leases;
    private readonly SiloLogs _logs;
    private readonly JobNumbers _numbers;
    private readonly HistoryWriter _history;
    private readonly GrainCalls _calls;
    private readonly ILocalSiloDetails _silo;
    private readonly GrainAlarm _alarm;
    private readonly TimeProvider _time;
    private readonly ILogger<SessionGrain> _logger;
    private long _listed;

    public SessionGrain(
        IOptions<LogOptions> log,
        IOptions<LeaseOptions> leases,
        SiloLogs logs,
        JobNumbers numbers,
        HistoryWriter history,
        GrainCalls calls,
        ILocalSiloDetails silo,
        TimeProvider time,
        ILogger<SessionGrain> logger)
    {
        (_log, _leases, _logs, _numbers, _history, _calls, _silo, _time, _logger) = (log.Value, leases.Value, logs, numbers, history, calls, silo, time, logger);
        _session = new Session(Id, new Terms(_log, _leases, () => Now, logs.Budget), this);
        _followers = new Followers(Id, leases.Value.Node, time, logger);
        _alarm = new GrainAlarm(time, DoDueAsync, logger);
    }

    private string Id => this.GetPrimaryKeyString();

    private SessionIndex Index => new(GrainFactory);

    JournalId ISessionJournal.Next => Next;

    void ISessionJournal.Append(SessionEntry entry, JournalId? trimBefore)
    {
        Append(entry, trimBefore);
        _followers.Wrote(_session, entry);
    }

    public async Task<FollowReply> OpenAsync(NewSession session, IHubNode node)
    {
        await ReadyAsync(create: true);
        if (_session.IsClosed)
        {
            return new FollowReply();
        }

        var isNew = !_session.IsOpen;
        var consumer = _session.Open(session);
        var reply = Followed(new Follow { Node = node }) with { FirstConsumer = consumer };
        await ChangedAsync();
        if (isNew)
        {
            await ListAsync();
        }

        return reply;
    }

    public async Task<SessionState?> TouchAsync(string? userId)
    {
        if (!await FoundAsync())
        {
            return null;
        }

        _session.Touch(userId);
        var state = _session.State;
        await ChangedAsync();
        return state;
    }

    public async Task<string?> JoinAsync()
    {
        if (!await FoundAsync())
        {
            return null;
        }

        _session.Touch(userId: null);
        var consumer = _session.Join();
        await ChangedAsync();
        return consumer;
    }

    public async Task<bool> CloseAsync()
    {
        if (!await FoundAsync())
        {
            return false;
        }

        await EndAsync();
        return true;
    }

    public async Task<bool> NoteAsync(ResultBytes results)
    {
        if (!await FoundAsync())
        {
            return false;
        }

        _session.Note(results);
        await ChangedAsync();
        return true;
    }

    public async Task<FollowReply> FollowAsync(Follow follow)
    {
        if (!await FoundAsync())
        {
            return new FollowReply();
        }

        _session.Saw(follow.Sightings);
        var reply = Followed(follow);
        Touch();
        await ChangedAsync();
        if (_time.GetElapsedTime(_listed) > _leases.Session / 2)
        {
            await ListAsync();
        }

        return reply;
    }

    public async Task<ReadReply> ReadAsync(long afterSeq)
    {
        if (!await FoundAsync())
        {
            return new ReadReply(false, 0, default);
        }

        var page = Page(_session.Log, afterSeq);
        await DurableAsync();
        return new ReadReply(true, page.FromSeq, page.Results);
    }

    public async Task WakeAsync()
    {
        if (await FoundAsync())
        {
            await ChangedAsync();
        }
    }

    public async Task TrimAsync(long bytes)
    {
        if (await FoundAsync())
        {
            _session.TrimLargest(bytes);
            await ChangedAsync();
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alarm.Bind();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _alarm.Stop();
        _logs.Remove(this);
        if (_session is { IsOpen: true, IsClosed: false })
        {
            _followers.TellMoved(_session);
        }

        _session.LetGo();
        return Task.CompletedTask;
    }

    protected override IJournalStream<SessionEntry> OpenJournal(IJournal journal) =>
        journal.Open<SessionEntry>(SessionJournals.Session(Id), _leases.Session);

    protected override void Replay(IReadOnlyList<JournalEntry<SessionEntry>> entries)
    {
        _session.Replay(entries);
        if (_session.IsOpen && !_session.IsClosed)
        {
            _logs.Add(this);
            foreach (var line in _session.RecentHistory())
            {
                _history.Add(line);
            }
        }
    }

    private async ValueTask<bool> FoundAsync()
    {
        if (await ReadyAsync() && _session is { IsOpen: true, IsClosed: false })
        {
            return true;
        }

        // Anybody may ask for any id: nothing of it stays.
        DeactivateOnIdle();
        return false;
    }

    /// <summary>To be called after a change, in its turn: returns when it is durable, and those that wait for it have been told.</summary>
    private async Task ChangedAsync()
    {
        var (news, tellings) = (_followers.Take(), TakeTellings());
        SetAlarm();
        await DurableAsync();
        _followers.Tell(news);
        if (tellings.Length > 0)
        {
            await TellAsync(tellings);
        }

        await _logs.HoldAsync(this, _session.LargestLog);
    }

    private FollowReply Followed(Follow follow)
    {
        _followers.Add(follow.Node);
        var isNear = _silo.SiloAddress.Equals(follow.Silo);
        var log = _session.Log;
        if (follow.AfterSeq == log.LastSeq && follow.ConsumersVersion == _session.ConsumersVersion)
        {
            return isNear ? FollowReply.SameAndNear : FollowReply.Same;
        }

        var page = follow.AfterSeq >= log.LastSeq ? new ReadReply(true, log.LastSeq + 1, default) : Tail(log, follow.AfterSeq);
        return new FollowReply
        {
            Session = _session.State,
            FromSeq = page.FromSeq,
            Results = page.Results,
            ConsumersVersion = _session.ConsumersVersion,
            Consumers = follow.ConsumersVersion == _session.ConsumersVersion
                ? null
                : _session.Consumers.ToDictionary(consumer => consumer.Key, consumer => consumer.Value.Preamble),
            IsNear = isNear,
        };
    }

    /// <summary>The oldest after a place, within the bounds of a pull.</summary>
    private ReadReply Page(Log log, long afterSeq)
    {
        var batch = new Batch(_log);
        var (last, _) = batch.Read(log, Math.Clamp(afterSeq, 0, log.LastSeq));
        return new ReadReply(true, last - batch.Results.Count + 1, ResultBytes.Of(batch.Results));
    }

    /// <summary>The newest after a place, within the bounds of a pull.</summary>
    private ReadReply Tail(Log log, long afterSeq)
    {
        var (from, bytes) = (log.LastSeq + 1, 0L);
        while (from > log.FirstSeq && from > afterSeq + 1 && log.LastSeq - from < _log.PullResults && bytes < _log.PullBytes)
        {
            bytes += log[--from].Json.Length;
        }

        return new ReadReply(true, from, ResultBytes.Of(log.From(from)));
    }

    /// <summary>Said again now and then: one that says nothing for long has vanished.</summary>
    private async Task ListAsync()
    {
        _listed = _time.GetTimestamp();
        await _calls.RunAsync(() => Index.Of(Id).OpenedAsync(new IndexedSession(Id, _session.TargetId)));
    }

    private async Task DoDueAsync()
    {
        if (IsClaimed && _session is { IsOpen: true, IsClosed: false })
        {
            if (_session.DoDue())
            {
                Expired(Id);
                await EndAsync();
            }
            else
            {
                await ChangedAsync();
            }
        }
    }

    private async Task EndAsync()
    {
        var closed = _session.Close();
        var tellings = TakeTellings();
        _alarm.Stop();
        _logs.Remove(this);
        await CloseAsync(closed, _leases.EndedJob);
        _followers.TellClosed(_session);
        await TellAsync(tellings);
        await _calls.RunAsync(() => Index.Of(Id).ClosedAsync(Id));
        DeactivateOnIdle();
    }

    private void SetAlarm()
    {
        if (_session is { IsOpen: true, IsClosed: false })
        {
            _alarm.SetAtMost(_session.NextDue - Now);
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "Session {Session} was idle too long and is closed")]
    private partial void Expired(string session);
}
