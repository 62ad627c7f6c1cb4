using Arthas.Silo.Journals;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Consumers;

/// <summary>The journal has its newest position only; before the first one there is none.</summary>
[Reentrant, Orleans.Placement.PreferLocalPlacement]
internal sealed class ConsumerGrain(IOptions<LeaseOptions> leases, TimeProvider time) : JournaledGrain<ConsumerPosition>, IConsumerGrain
{
    /// <summary>A node says at once whether it has answered, unless it is dead or stands still.</summary>
    private static readonly TimeSpan AskingLimit = TimeSpan.FromSeconds(1);

    private long _position;

    /// <summary>The newest position, while it is not known whether the client got what comes before it.</summary>
    private ConsumerPosition? _offered;

    private bool _isNew;
    private IHubNode? _parkedAt;

    private ConsumerKey Key => ConsumerKey.Parse(this.GetPrimaryKeyString());

    public async Task<long> EnterAsync(long? afterSeq, IHubNode node)
    {
        if (!_isNew)
        {
            _isNew = !await ReadyAsync();
        }

        if (_parkedAt is { } other && !other.Equals(node))
        {
            await other.SupersededAsync(Key.SessionId, Key.ConsumerId);
        }

        _parkedAt = node;
        if (afterSeq is { } said)
        {
            // What the client says counts from now on; it becomes durable with what it gets.
            (_position, _offered) = (said, null);
        }
        else if (_offered is { } offered)
        {
            Settle(offered, await HasDeliveredAsync(offered));
        }

        var position = _position;
        if (IsClaimed)
        {
            Touch();
            await DurableAsync();
        }

        return position;
    }

    public async Task CommitAsync(long seq)
    {
        await ReadyAsync(create: true);
        _isNew = false;
        if (seq > _position)
        {
            Move(new ConsumerPosition(seq));
        }

        await DurableAsync();
    }

    public async Task<bool> OfferAsync(ConsumerPosition offer)
    {
        await ReadyAsync(create: true);
        _isNew = false;
        if (_offered is { } other && other.Answer != offer.Answer)
        {
            Settle(other, await HasDeliveredAsync(other));
        }

        // The same one again is a call that was repeated.
        if (_offered?.Answer != offer.Answer)
        {
            if (offer.From != _position)
            {
                return false;
            }

            Move(offer);
        }

        await DurableAsync();
        return true;
    }

    public async Task ConfirmAsync(Guid answer)
    {
        if (await ReadyAsync() && _offered is { } offered && offered.Answer == answer)
        {
            Settle(offered, delivered: true);
        }
    }

    public async Task RetractAsync(Guid answer)
    {
        if (await ReadyAsync() && _offered is { } offered && offered.Answer == answer)
        {
            Settle(offered, delivered: false);
            await DurableAsync();
        }
    }

    private async Task<bool> HasDeliveredAsync(ConsumerPosition offered)
    {
        try
        {
            return await offered.Node!.HasDeliveredAsync(Key.SessionId, Key.ConsumerId, offered.Answer).WaitAsync(AskingLimit, time);
        }
        catch (Exception)
        {
            // Killed while it answered: what is sent last goes out a moment after the position is durable.
            return false;
        }
    }

    private void Settle(ConsumerPosition offered, bool delivered)
    {
        if (ReferenceEquals(_offered, offered))
        {
            // Nobody waits for it: until it is durable the node can be asked again.
            Move(new ConsumerPosition(delivered ? offered.Seq : offered.From));
        }
    }

    private void Move(ConsumerPosition to)
    {
        (_position, _offered) = (to.Seq, to.Node is null ? null : to);
        Append(to, trimBefore: Next);
    }

    // As long as the session remembers a consumer that is silent: the session, too, may have begun that time anew.
    protected override IJournalStream<ConsumerPosition> OpenJournal(IJournal journal) =>
        journal.Open<ConsumerPosition>(SessionJournals.Consumer(Key.SessionId, Key.ConsumerId), 3 * leases.Value.Consumer);

    protected override void Replay(IReadOnlyList<JournalEntry<ConsumerPosition>> entries) =>
        (_position, _offered) = entries.Count == 0 ? (_position, null) : (entries[^1].Value.Seq, entries[^1].Value is { Node: not null } offered ? offered : null);
}
