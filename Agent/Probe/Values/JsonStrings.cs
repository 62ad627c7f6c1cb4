using System.Buffers;
using System.Text;

namespace Arthas.Probe.Values;

/// <summary>
/// Writes a string as a JSON string piece by piece: a string of 100 MB needs no second copy of itself, and is cut at a
/// number of bytes. Lone surrogates become U+FFFD, as everything else that UTF-8 cannot carry.
/// </summary>
internal static class JsonStrings
{
    private const int Piece = 4096;
    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Controls + "\"\\\u007f");

    /// <summary>Appended to a string that was cut.</summary>
    public static string Omitted(long chars) => $"…(+{chars} chars)";

    /// <returns>The number of bytes written, at most a few more than <paramref name="room"/>.</returns>
    public static long WriteQuoted(IBufferWriter<byte> output, ReadOnlySpan<char> text, long room)
    {
        long written = 2;
        Put(output, (byte)'"');
        while (!text.IsEmpty && written < room)
        {
            var piece = text[..(int)Math.Min(Math.Min(text.Length, Piece), room - written)];
            var plain = piece.IndexOfAny(Escaped);
            var take = plain < 0 ? piece.Length : plain;
            if (take == 0)
            {
                written += Escape(output, text[0]);
                text = text[1..];
                continue;
            }

            if (take < text.Length && char.IsHighSurrogate(text[take - 1]) && char.IsLowSurrogate(text[take]))
            {
                take = take > 1 ? take - 1 : 2;
            }

            var bytes = output.GetSpan(Encoding.UTF8.GetMaxByteCount(take));
            var count = Encoding.UTF8.GetBytes(text[..take], bytes);
            output.Advance(count);
            written += count;
            text = text[take..];
        }

        if (!text.IsEmpty)
        {
            written += Encoding.UTF8.GetBytes(Omitted(text.Length), output);
        }

        Put(output, (byte)'"');
        return written;
    }

    private static int Escape(IBufferWriter<byte> output, char c)
    {
        var text = c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => $"\\u{(int)c:x4}",
        };
        return (int)Encoding.UTF8.GetBytes(text, output);
    }

    private static void Put(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
