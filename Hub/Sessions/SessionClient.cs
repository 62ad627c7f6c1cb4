using Arthas.Contracts.Cluster;
using Arthas.Hub.Nodes;
using Arthas.Silo.Consumers;
using Arthas.Silo.Hosting;
using Arthas.Silo.Index;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>What a node asks of the sessions' grains. A call may be made again: each is idempotent by its keys.</summary>
internal sealed partial class SessionClient(
    IGrainFactory grains,
    GrainCalls calls,
    HubNodeReference node,
    SessionFeeds feeds,
    JobWaits waits,
    IOptions<LogOptions> log,
    TimeProvider time)
{
    public async ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel)
    {
        var id = SessionId.New();
        var opened = await calls.RunAsync(() => Session(id).OpenAsync(session, node.Value), cancel);
        feeds.Add(id, opened);
        return new OpenedSession(id, opened.FirstConsumer!);
    }

    /// <summary>What never changes of a session, without asking where this node has it; null when there is no such session.</summary>
    public async ValueTask<SessionState?> FindAsync(string sessionId, CancellationToken cancel) =>
        feeds.Known(sessionId) is { IsClosed: false, ConsumersVersion: >= 0 } known ? known.State : await TouchAsync(sessionId, null, cancel);

    /// <summary>The session, whose idle time starts anew; null when there is none.</summary>
    public async ValueTask<SessionState?> TouchAsync(string sessionId, string? userId, CancellationToken cancel) =>
        SessionId.IsOne(sessionId) ? await calls.RunAsync(() => Session(sessionId).TouchAsync(userId), cancel) : null;

    /// <summary>A new consumer with its preamble; null when there is no such session.</summary>
    public async ValueTask<string?> JoinAsync(string sessionId, CancellationToken cancel) =>
        SessionId.IsOne(sessionId) ? await calls.RunAsync(() => Session(sessionId).JoinAsync(), cancel) : null;

    /// <summary>False when there was no such session.</summary>
    public async ValueTask<bool> CloseAsync(string sessionId, CancellationToken cancel)
    {
        var closed = SessionId.IsOne(sessionId) && await calls.RunAsync(() => Session(sessionId).CloseAsync(), cancel);
        feeds.Close(sessionId);
        return closed;
    }

    /// <param name="targetId">Only those of this target; null for all.</param>
    public async ValueTask<IReadOnlyList<IndexedSession>> ListAsync(string? targetId, CancellationToken cancel) =>
        await calls.RunAsync(() => new SessionIndex(grains).ListAsync(targetId), cancel);

    public ValueTask<bool> NoteAsync(string sessionId, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var bytes = ResultBytes.Of(results);
        return calls.RunAsync(() => Session(sessionId).NoteAsync(bytes), cancel);
    }

    /// <summary>
    /// What a consumer has not seen yet, waiting up to <paramref name="wait"/> for the first. Does not move its position:
    /// <see cref="CommitAsync"/> does, once the response is written. One pull is parked per consumer: a second one takes
    /// its place and the first answers empty at once.
    /// </summary>
    /// <param name="afterSeq">
    /// Sets the position: 0 gives the preamble again, a value older than the log's tail gives the oldest there is and the
    /// number missed. Null: where the consumer stands.
    /// </param>
    public async ValueTask<Pulled> PullAsync(string sessionId, string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        if (!SessionId.IsOne(sessionId) || await feeds.FindAsync(sessionId, cancel) is not { } feed)
        {
            return new Pulled { Outcome = PullOutcome.NoSession };
        }

        // Who joined a moment ago, or asks for what this node has not heard of, may know more than it does.
        if ((!feed.TryFind(consumerId, out _) || afterSeq > feed.LastSeq) && !await feeds.TryLookAsync(feed, cancel))
        {
            return new Pulled { Outcome = PullOutcome.NoSession };
        }

        if (!feed.TryFind(consumerId, out var preamble))
        {
            return new Pulled { Outcome = PullOutcome.NoConsumer };
        }

        var begin = time.GetTimestamp();
        var seat = feed.Sit(consumerId, begin + (long)(wait.TotalSeconds * time.TimestampFrequency));
        try
        {
            var from = afterSeq is { } seq ? Math.Min(seq, feed.LastSeq) : (long?)null;
            var position = seat.Position = await calls.RunAsync(() => Consumer(sessionId, consumerId).EnterAsync(from, node.Value), cancel);
            preamble = position == 0 ? preamble : null;
            var pulled = await WaitAsync(feed, seat, preamble, begin, wait, cancel)
                ?? feed.TryRead(position, preamble)
                ?? await ReadPageAsync(feed, position, preamble, cancel);
            return pulled.Results.Count == 0 && pulled.Missed == 0 ? pulled : pulled with { From = position };
        }
        finally
        {
            seat.Leave(time.GetTimestamp());
        }
    }

    /// <summary>The consumer has everything up to <paramref name="seq"/>. Never moves it back.</summary>
    public async ValueTask CommitAsync(string sessionId, string consumerId, long seq, CancellationToken cancel)
    {
        await calls.RunAsync(() => Consumer(sessionId, consumerId).CommitAsync(seq), cancel);
        feeds.Known(sessionId)?.Moved(consumerId, seq);
    }

    /// <summary>As <see cref="CommitAsync"/>, until <see cref="Settle"/> on approval. False when the consumer does not stand where it did any more.</summary>
    public async ValueTask<bool> OfferAsync(string sessionId, string consumerId, Delivery delivery, CancellationToken cancel)
    {
        var feed = feeds.Known(sessionId);
        feed?.Begin(consumerId, delivery);
        var offer = new ConsumerPosition(delivery.To, delivery.From, node.Value, delivery.Id);
        if (!await calls.RunAsync(() => Consumer(sessionId, consumerId).OfferAsync(offer), cancel))
        {
            return false;
        }

        feed?.Moved(consumerId, delivery.To);
        return true;
    }

    /// <summary>Not waited for: a yes that gets lost is asked for. A no is told until it is heard, since this node does not remember it for ever.</summary>
    public void Settle(string sessionId, string consumerId, Delivery delivery)
    {
        var consumer = Consumer(sessionId, consumerId);
        if (delivery.IsDelivered)
        {
            consumer.ConfirmAsync(delivery.Id).Ignore();
        }
        else
        {
            calls.RunAsync(() => consumer.RetractAsync(delivery.Id)).AsTask().Ignore();
        }
    }

    /// <summary>Null when there is something to read.</summary>
    private async ValueTask<Pulled?> WaitAsync(SessionFeed feed, ConsumerSeat seat, Preamble? preamble, long begin, TimeSpan wait, CancellationToken cancel)
    {
        var hasWaited = false;
        while (true)
        {
            var next = feed.Next;
            if (feed.IsClosed)
            {
                return new Pulled { Outcome = PullOutcome.NoSession };
            }

            if (seat.IsSuperseded)
            {
                return new Pulled { Outcome = PullOutcome.Ok, LastSeq = seat.Position };
            }

            if (seat.Position < feed.LastSeq || preamble is not null)
            {
                if (hasWaited && log.Value.PullBatching > TimeSpan.Zero)
                {
                    await Task.Delay(log.Value.PullBatching, time, cancel);
                }

                return seat.IsSuperseded ? new Pulled { Outcome = PullOutcome.Ok, LastSeq = seat.Position } : null;
            }

            var left = wait - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                return new Pulled { Outcome = PullOutcome.Ok, LastSeq = seat.Position };
            }

            // Thousands wait here and most in vain: running out of time is no exception, only a cancelled caller is. Timers
            // count whole milliseconds: the rest of one would be waited for in no time, again and again.
            await next.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            hasWaited = true;
        }
    }

    private async ValueTask<Pulled> ReadPageAsync(SessionFeed feed, long position, Preamble? preamble, CancellationToken cancel)
    {
        var after = preamble is null ? position : preamble.From - 1;
        var reply = await calls.RunAsync(() => Session(feed.Session).ReadAsync(after), cancel);
        return reply.Found
            ? feed.Read(new LogPage(reply.FromSeq, reply.Results.Read()), position, preamble)
            : new Pulled { Outcome = PullOutcome.NoSession };
    }

    private ISessionGrain Session(string id) => grains.Get<ISessionGrain>(id);

    private IConsumerGrain Consumer(string session, string consumer) => grains.Get<IConsumerGrain>(new ConsumerKey(session, consumer).ToString());
}
