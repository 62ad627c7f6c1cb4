using System.Buffers;
using System.Text.Json;

namespace Arthas.Probe.Values;

/// <summary>
/// A value as it was at one moment: JSON in which long strings and stack traces, which never change, are still
/// references. <see cref="WriteTo"/> puts them in, on a thread that the application does not wait for.
/// </summary>
internal sealed class Snapshot
{
    private const int PlaceholderLength = 4;

    private readonly byte[] _json;
    private readonly IReadOnlyList<Piece> _pieces;
    private readonly long _maxBytes;

    internal Snapshot(byte[] json, IReadOnlyList<Piece> pieces, long maxBytes)
    {
        _json = json;
        _pieces = pieces;
        _maxBytes = maxBytes;
    }

    /// <summary>Bytes it keeps alive, roughly.</summary>
    public long Size => _json.Length + _pieces.Sum(static p => p.Size);

    /// <summary>Takes a value on the calling thread, within <paramref name="limits"/>. Never throws.</summary>
    public static Snapshot Take(object? value, in ValueLimits limits) => ValueWriter.Take(value, limits);

    public void WriteTo(Utf8JsonWriter json)
    {
        if (_pieces.Count == 0)
        {
            json.WriteRawValue(_json, skipInputValidation: true);
            return;
        }

        var whole = new ArrayBufferWriter<byte>((int)Math.Min(Size + 256, 1 << 20));
        var from = 0;
        var room = _maxBytes - _json.Length;
        foreach (var piece in _pieces)
        {
            whole.Write(_json.AsSpan(from, piece.End - PlaceholderLength - from));
            var before = whole.WrittenCount;
            piece.Write(whole, Math.Max(room, 0));
            room -= whole.WrittenCount - before;
            from = piece.End;
        }

        whole.Write(_json.AsSpan(from));
        json.WriteRawValue(whole.WrittenSpan, skipInputValidation: true);
    }

    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueWriter.JsonOptions))
        {
            WriteTo(json);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary>Something immutable that is written later, instead of the <c>null</c> that ends at <see cref="End"/>.</summary>
internal abstract class Piece
{
    public required int End { get; init; }

    public abstract long Size { get; }

    public abstract void Write(IBufferWriter<byte> output, long room);
}

internal sealed class StringPiece(string text, long most) : Piece
{
    public override long Size => Math.Min(text.Length, most);

    public override void Write(IBufferWriter<byte> output, long room) => JsonStrings.WriteQuoted(output, text, Math.Min(room, most));
}
