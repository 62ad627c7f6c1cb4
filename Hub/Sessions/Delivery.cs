using Arthas.Hub.Api;

namespace Arthas.Hub.Sessions;

/// <summary>
/// Results on their way to a client. The consumer's position moves when all but the last byte has been handed to the
/// client's connection: late enough that a client that has gone away loses nothing, early enough that its next request
/// finds it done. To a client that does not say where it stands it moves on approval, until the last byte is out too.
/// </summary>
/// <param name="from">Where the consumer stood.</param>
/// <param name="to">Where it stands with these results.</param>
/// <param name="isSaid">The client says where it stands.</param>
internal sealed class Delivery(SessionClient sessions, string session, string consumer, long from, long to, bool isSaid) : IDelivery
{
    private readonly TaskCompletionSource<bool> _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Id { get; } = Guid.NewGuid();

    public long From => from;

    public long To => to;

    /// <summary>Completes when the client has it, or will never have it.</summary>
    public Task<bool> Delivered => _delivered.Task;

    /// <summary>False also while it is not known.</summary>
    public bool IsDelivered { get; private set; }

    public bool IsOnApproval => !isSaid;

    public async ValueTask<bool> MoveAsync(CancellationToken cancel)
    {
        if (!isSaid)
        {
            return await sessions.OfferAsync(session, consumer, this, cancel);
        }

        await sessions.CommitAsync(session, consumer, to, cancel);
        return true;
    }

    public void End(bool delivered)
    {
        IsDelivered = delivered;
        _delivered.TrySetResult(delivered);
        if (!isSaid)
        {
            sessions.Settle(session, consumer, this);
        }
    }
}
