namespace Arthas.Hub.Sessions;

/// <summary>The newest pull of one consumer at this node.</summary>
internal sealed class ConsumerSeat
{
    private volatile bool _isSuperseded;
    private long _leftAt;
    private bool _hasLeft;
    private bool _wasSighted;

    /// <summary>Until when it waits, as a timestamp.</summary>
    public required long ParkedUntil { get; init; }

    /// <summary>It has everything up to this seq.</summary>
    public long Position { get; set; }

    /// <summary>The last results that went to it.</summary>
    public Delivery? Delivery { get; set; }

    /// <summary>A newer pull took its place: it answers empty.</summary>
    public bool IsSuperseded => _isSuperseded;

    /// <summary>It has not answered yet.</summary>
    public bool IsParked => !_hasLeft;

    /// <summary>It has answered, and that has been told; nobody will ask what became of the answer.</summary>
    public bool IsOver => _hasLeft && _wasSighted && Delivery is null or { IsDelivered: true };

    /// <summary>True when somebody may be waiting.</summary>
    public bool Supersede()
    {
        _isSuperseded = true;
        return !_hasLeft;
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
