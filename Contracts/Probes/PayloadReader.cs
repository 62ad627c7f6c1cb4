using System.Buffers.Binary;
using System.Text;

namespace Arthas.Contracts.Probes;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote; anything else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public string? OptionalText()
    {
        var length = Int32();
        return length == -1 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public string Text() => OptionalText() ?? throw new InvalidDataException("a frame of a probe lacks a text");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            throw new InvalidDataException($"a frame of a probe ends {_rest.Length} bytes from where {length} more are needed");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
