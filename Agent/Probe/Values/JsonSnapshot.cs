using System.Buffers;
using System.Text.Json;

namespace Arthas.Probe.Values;

/// <summary>A value as JSON; where a piece belongs stands a <c>null</c> for it.</summary>
internal sealed class JsonSnapshot(byte[] bytes, IReadOnlyList<Piece> pieces, long maxBytes) : Snapshot
{
    private const int PlaceholderLength = 4;

    public override long Size => bytes.Length + pieces.Sum(static p => p.Size);

    public override void WriteTo(Utf8JsonWriter json)
    {
        if (pieces.Count == 0)
        {
            json.WriteRawValue(bytes, skipInputValidation: true);
            return;
        }

        var whole = new ArrayBufferWriter<byte>((int)Math.Min(Size + 256, 1 << 20));
        var from = 0;
        var room = maxBytes - bytes.Length;
        foreach (var piece in pieces)
        {
            whole.Write(bytes.AsSpan(from, piece.End - PlaceholderLength - from));
            var before = whole.WrittenCount;
            piece.Write(whole, Math.Max(room, 0));
            room -= whole.WrittenCount - before;
            from = piece.End;
        }

        whole.Write(bytes.AsSpan(from));
        json.WriteRawValue(whole.WrittenSpan, skipInputValidation: true);
    }
}
