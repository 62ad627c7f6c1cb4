using Arthas.Silo.Journals;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Consumers;

/// <summary>The journal has its newest position only; before the first one there is none.</summary>
[Reentrant, Orleans.Placement.PreferLocalPlacement]
internal sealed class ConsumerGrain(IOptions<LeaseOptions> leases) : JournaledGrain<ConsumerPosition>, IConsumerGrain
{
    private long _position;
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
        // What the client says counts from now on; it becomes durable with what it gets.
        _position = afterSeq ?? _position;
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
            _position = seq;
            Append(new ConsumerPosition(seq), trimBefore: Next);
        }

        await DurableAsync();
    }

    // As long as the session remembers a consumer that is silent: the session, too, may have begun that time anew.
    protected override IJournalStream<ConsumerPosition> OpenJournal(IJournal journal) =>
        journal.Open<ConsumerPosition>(SessionJournals.Consumer(Key.SessionId, Key.ConsumerId), 3 * leases.Value.Consumer);

    protected override void Replay(IReadOnlyList<JournalEntry<ConsumerPosition>> entries) =>
        _position = entries.Count > 0 ? entries[^1].Value.Seq : _position;
}
