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
    PullDeadlines deadlines,
    JobWaits waits,
    IOptions<LogOptions> log,
    IOptions<LeaseOptions> leases,
    TimeProvider time)
{
    /// <summary>So long a consumer that gets nothing pulls here again without a word to its grain: most pulls are of these.</summary>
    private readonly long _stay = Ticks(time, TimeSpan.FromTicks(Math.Min(TimeSpan.FromSeconds(30).Ticks, leases.Value.Consumer.Ticks / 4)));

    public async ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel)
    {
        var id = SessionId.New();
        var opened = await calls.RunAsync(() => Session(id).OpenAsync(session, node.Value), cancel);
        feeds.Add(id, opened);
        return new OpenedSession(id, opened.FirstConsumer!);
    }

    /// <summary>What never changes of a session, where this node knows it; null where its grain is to be asked.</summary>
    public SessionState? Known(string sessionId) => feeds.Known(sessionId) is { IsClosed: false, ConsumersVersion: >= 0 } known ? known.State : null;

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
        var seat = feed.Sit(consumerId, begin + Ticks(time, wait));
        try
        {
            var from = afterSeq is { } seq ? Math.Min(seq, feed.LastSeq) : (long?)null;
            // Good enough to wait on. Before it gets something, its grain is asked all the same: it may be elsewhere by then.
            var isKnown = calls.Away is null && seat.IsKnown(from, since: begin - _stay);
            while (true)
            {
                if (!isKnown)
                {
                    seat.Entered(await EnterAsync(sessionId, consumerId, from, cancel), time.GetTimestamp());
                }

                var position = seat.Position;
                var first = position == 0 ? preamble : null;
                if (!await WaitAsync(feed, seat, first is not null, cancel))
                {
                    return new Pulled { Outcome = feed.IsClosed ? PullOutcome.NoSession : PullOutcome.Ok, LastSeq = position };
                }

                if (!isKnown)
                {
                    seat.Forget();
                    var pulled = feed.TryRead(position, first) ?? await ReadPageAsync(feed, position, first, cancel);
                    return pulled.Results.Count == 0 && pulled.Missed == 0 ? pulled : pulled with { From = position };
                }

                isKnown = false;
            }
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

    // A method of its own: most pulls have no use for what its lambda keeps.
    private ValueTask<long> EnterAsync(string sessionId, string consumerId, long? afterSeq, CancellationToken cancel) =>
        calls.RunAsync(() => Consumer(sessionId, consumerId).EnterAsync(afterSeq, node.Value), cancel);

    /// <summary>False when there is nothing to read: the time is over, another pull came, the session is closed, or this node stops.</summary>
    private async ValueTask<bool> WaitAsync(SessionFeed feed, ConsumerSeat seat, bool hasPreamble, CancellationToken cancel)
    {
        var isParked = false;
        CancellationTokenRegistration cancelled = default;
        try
        {
            while (true)
            {
                var woken = seat.Woken;
                if (feed.IsClosed || seat.IsSuperseded)
                {
                    return false;
                }

                if (seat.Position < feed.LastSeq || hasPreamble)
                {
                    if (isParked && log.Value.PullBatching > TimeSpan.Zero)
                    {
                        await Task.Delay(log.Value.PullBatching, time, cancel);
                    }

                    return !seat.IsSuperseded;
                }

                cancel.ThrowIfCancellationRequested();
                if (feeds.IsStopping || time.GetTimestamp() >= seat.ParkedUntil)
                {
                    return false;
                }

                if (!isParked)
                {
                    isParked = true;
                    cancelled = cancel.UnsafeRegister(static seat => ((ConsumerSeat)seat!).Wake(), seat);
                    deadlines.Add(seat);
                    // What happened before it was there to be woken.
                    continue;
                }

                await woken;
            }
        }
        finally
        {
            cancelled.Unregister();
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

    private static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private ISessionGrain Session(string id) => grains.Get<ISessionGrain>(id);

    private IConsumerGrain Consumer(string session, string consumer) => grains.Get<IConsumerGrain>(new ConsumerKey(session, consumer).ToString());
}
