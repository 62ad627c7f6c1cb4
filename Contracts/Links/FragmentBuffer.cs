namespace Arthas.Contracts.Links;

/// <summary>Puts the fragments of one frame together. Grows with what has come, not with what was announced.</summary>
internal sealed class FragmentBuffer(string what, int limit)
{
    /// <summary>No sender cuts larger pieces; what announces more is no link.</summary>
    private const int LargestFragment = 1024 * 1024;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Room for one more fragment.</summary>
    public Memory<byte> Extend(int length)
    {
        if (length is < 0 or > LargestFragment)
        {
            throw new LinkException($"a fragment of {length} bytes");
        }

        if (length > limit - _length)
        {
            throw new LinkException($"{what} is over {limit} bytes");
        }

        var needed = _length + length;
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, _length == 0 ? needed : Math.Min(limit, Math.Max(needed, _bytes.Length * 2)));
        }

        var room = _bytes.AsMemory(_length, length);
        _length = needed;
        return room;
    }

    /// <summary>The whole frame; the buffer starts anew and never touches these bytes again.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        // Results are views of these bytes and live long in a log: do not let them hold on to spare room.
        if (_length < _bytes.Length)
        {
            Array.Resize(ref _bytes, _length);
        }

        var whole = _bytes;
        _bytes = [];
        _length = 0;
        return whole;
    }
}
