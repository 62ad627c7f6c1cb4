namespace Arthas.Hub.Sessions;

/// <summary>The newest pull of one consumer at this node.</summary>
/// <param name="before">The one whose place it takes.</param>
internal sealed class ConsumerSeat(ConsumerSeat? before)
{
    private const long Never = long.MinValue;

    private TaskCompletionSource? _woken;
    private volatile bool _isSuperseded;
    private long _enteredAt = before?._enteredAt ?? Never;
    private long _leftAt;
    private bool _hasLeft;
    private bool _wasSighted;

    /// <summary>Until when it waits, as a timestamp.</summary>
    public required long ParkedUntil { get; init; }

    /// <summary>It has everything up to this seq.</summary>
    public long Position { get; private set; } = before?.Position ?? 0;

    /// <summary>The last results that went to it.</summary>
    public Delivery? Delivery { get; set; } = before?.Delivery;

    /// <summary>A newer pull took its place: it answers empty.</summary>
    public bool IsSuperseded => _isSuperseded;

    /// <summary>It waits to be woken.</summary>
    public bool IsParked => _woken is not null && !_hasLeft;

    public bool HasLeft => _hasLeft;

    /// <summary>It has answered, and that has been told; nobody will ask what became of the answer.</summary>
    public bool IsOver => _hasLeft && _wasSighted && Delivery is null or { IsDelivered: true };

    /// <summary>
    /// The consumer's grain has said lately that the consumer is here, nothing went to it since then, and it stands where
    /// the client says (null: the client does not say).
    /// </summary>
    /// <param name="since">A timestamp.</param>
    public bool IsKnown(long? position, long since) => _enteredAt >= since && (position ?? Position) == Position;

    /// <summary>Its grain has said where the consumer stands.</summary>
    public void Entered(long position, long now)
    {
        Position = position;
        // Another node's pull may have come after it.
        _enteredAt = _isSuperseded ? Never : now;
    }

    /// <summary>The consumer's grain is to be asked at the next pull.</summary>
    public void Forget() => _enteredAt = Never;

    public void Moved(long position) => Position = Math.Max(Position, position);

    /// <summary>To be asked for before looking; completes when there may be something new to see.</summary>
    public Task Woken
    {
        get
        {
            if (_woken is { } woken)
            {
                return woken.Task;
            }

            woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _woken, woken, null) ?? woken).Task;
        }
    }

    public void Wake() => Interlocked.Exchange(ref _woken, null)?.TrySetResult();

    public void Supersede()
    {
        _isSuperseded = true;
        Wake();
    }

    public void Leave(long now) => (_leftAt, _hasLeft, _wasSighted) = (now, true, false);

    /// <summary>How long ago it left, negative for how long it waits yet; null when that has been told.</summary>
    public TimeSpan? TakeSighting(TimeProvider time)
    {
        if (_wasSighted)
        {
            return null;
        }

        _wasSighted = _hasLeft;
        return _hasLeft ? time.GetElapsedTime(_leftAt) : time.GetElapsedTime(ParkedUntil);
    }
}
