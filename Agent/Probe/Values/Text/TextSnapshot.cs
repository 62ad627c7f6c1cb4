using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Arthas.Probe.Values.Text;

/// <param name="most">Characters (<c>-M</c>).</param>
/// <param name="isCut">Something was left out already, because there was no room for it.</param>
/// <summary>A value as text. <see cref="Snapshot.WriteTo"/> writes it as one JSON string.</summary>
internal sealed class TextSnapshot(char[] text, IReadOnlyList<TextPiece> pieces, int most, bool isCut) : Snapshot
{
    public override long Size => (text.Length * sizeof(char)) + pieces.Sum(static p => p.Size);

    /// <summary>The text itself, cut at its limit.</summary>
    public string Text
    {
        get
        {
            var whole = new StringBuilder(text.Length + 256);
            var from = 0;
            foreach (var piece in pieces)
            {
                whole.Append(text.AsSpan(from, piece.At - from));
                from = piece.At;
                piece.Write(whole, Math.Max(most - whole.Length, 0));
            }

            whole.Append(text.AsSpan(from));
            if (!isCut && whole.Length <= most)
            {
                return whole.ToString();
            }

            whole.Length = Math.Min(whole.Length, most);
            return whole.Append(CultureInfo.InvariantCulture, $" Object size exceeds size limit: {most}, try to use `options object-size-limit <bytes>` to increase the limit.").ToString();
        }
    }

    public override void WriteTo(Utf8JsonWriter json)
    {
        // Lone surrogates, which the writer itself refuses, become U+FFFD.
        var quoted = new ArrayBufferWriter<byte>((int)Math.Min(Size + 256, 1 << 20));
        JsonStrings.WriteQuoted(quoted, Text, long.MaxValue);
        json.WriteRawValue(quoted.WrittenSpan, skipInputValidation: true);
    }
}
