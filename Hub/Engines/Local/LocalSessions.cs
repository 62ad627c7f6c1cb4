using System.Collections.Concurrent;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Engines.Local;

/// <summary>Sessions in this process's memory: each is changed under a lock of its own, which nobody holds while waiting.</summary>
internal sealed partial class LocalSessions : ISessionStore
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    /// <summary>Private logs of sessions that were closed under a running <c>exec</c>: it still answers with its status.</summary>
    private readonly ConcurrentDictionary<JobKey, Job> _orphans = new();
    private readonly Terms _terms;
    private readonly Lock _trimming = new();
    private int _lastJobId;

    public LocalSessions(TimeProvider time, IOptions<LogOptions> log, IOptions<LeaseOptions> leases) =>
        _terms = new Terms(log.Value, leases.Value, new Clock(time), new LogBudget(log.Value.LogBytes));

    public ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel) =>
        OpenAsync(SessionId.New(), session, cancel);

    public ValueTask<OpenedSession> OpenAsync(string sessionId, NewSession session, CancellationToken cancel)
    {
        var opened = _sessions.GetOrAdd(sessionId, id => new Session(id, session, _terms));
        Trim();
        return new(new OpenedSession(opened.Id, opened.FirstConsumer));
    }

    public ValueTask<SessionState?> TouchAsync(string sessionId, string? userId, CancellationToken cancel) =>
        new(With(sessionId, s => s.Touch(userId), null));

    public ValueTask<string?> JoinAsync(string sessionId, CancellationToken cancel) =>
        new(With(sessionId, s => s.Join(), null));

    public ValueTask<IReadOnlyList<JobState>?> CloseAsync(string sessionId, CancellationToken cancel) =>
        new(With(sessionId, s =>
        {
            var ran = s.Close();
            Remove(s);
            return ran;
        }, null));

    public ValueTask<IReadOnlyList<SessionState>> ListAsync(CancellationToken cancel)
    {
        var states = new List<SessionState>();
        foreach (var (id, _) in _sessions)
        {
            if (With(id, s => s.State, null) is { } state)
            {
                states.Add(state);
            }
        }

        return new(states);
    }

    public ValueTask<bool> NoteAsync(string sessionId, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var noted = With(sessionId, s =>
        {
            s.Note(results);
            return true;
        }, false);
        Trim();
        return new(noted);
    }

    public ValueTask CommitAsync(string sessionId, string consumerId, long seq, CancellationToken cancel)
    {
        With(sessionId, s =>
        {
            s.Commit(consumerId, seq);
            return true;
        }, false);
        return default;
    }

    public ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel)
    {
        var due = new List<Due>();
        var now = _terms.Clock.Now;
        foreach (var (id, session) in _sessions)
        {
            if (session.NextDue > now)
            {
                continue;
            }

            With(id, s =>
            {
                s.TakeDue(due);
                if (s.IsClosed)
                {
                    Remove(s);
                }

                return true;
            }, false);
        }

        foreach (var (key, job) in _orphans)
        {
            if (now - job.EndedAt >= _terms.Leases.EndedJob)
            {
                _orphans.TryRemove(key, out _);
            }
        }

        return new(due);
    }

    private void Remove(Session closed)
    {
        foreach (var job in closed.Jobs)
        {
            if (job.Log is not null)
            {
                _orphans[job.Key] = job;
            }
        }

        _sessions.TryRemove(closed.Id, out _);
    }

    /// <summary>One atomic change of a session; <paramref name="otherwise"/> when there is none.</summary>
    private T With<T>(string sessionId, Func<Session, T> change, T otherwise)
    {
        if (!_sessions.TryGetValue(sessionId, out var session))
        {
            return otherwise;
        }

        lock (session)
        {
            return session.IsClosed ? otherwise : change(session);
        }
    }

    /// <summary>Holds all logs within their common bound: the largest gives first. To be called without a session's lock.</summary>
    private void Trim()
    {
        if (!_terms.Budget.Exceeded)
        {
            return;
        }

        lock (_trimming)
        {
            // A little more than needed, so that the next results do not all come here again.
            var aim = _terms.Budget.Limit - (_terms.Budget.Limit / 64);
            while (_terms.Budget.Used > aim && Largest() is { } largest)
            {
                lock (largest.Session)
                {
                    var gap = Math.Max(largest.Bytes - largest.NextBytes, largest.Bytes / 8);
                    if (largest.Session.TrimLargest(Math.Min(_terms.Budget.Used - aim, gap)) == 0)
                    {
                        return;
                    }
                }
            }
        }
    }

    private (Session Session, long Bytes, long NextBytes)? Largest()
    {
        (Session Session, long Bytes, long NextBytes)? found = null;
        foreach (var session in _sessions.Values)
        {
            long bytes;
            lock (session)
            {
                bytes = session.LargestLog();
            }

            if (bytes > (found?.Bytes ?? 0))
            {
                found = (session, bytes, found?.Bytes ?? 0);
            }
            else if (bytes > found?.NextBytes)
            {
                found = (found.Value.Session, found.Value.Bytes, bytes);
            }
        }

        return found;
    }
}
