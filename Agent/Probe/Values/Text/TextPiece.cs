using System.Text;

namespace Arthas.Probe.Values.Text;

/// <summary>Something immutable that is put into a text later, at <see cref="At"/>.</summary>
internal abstract class TextPiece
{
    /// <summary>Characters of the text that come before it.</summary>
    public required int At { get; init; }

    /// <summary>Bytes it keeps alive, roughly.</summary>
    public abstract long Size { get; }

    public abstract void Write(StringBuilder text, int room);
}

/// <summary>A long string.</summary>
internal sealed class LongText(string value, int most) : TextPiece
{
    public override long Size => Math.Min(value.Length, most);

    public override void Write(StringBuilder text, int room) => Append(text, value.AsSpan(0, Math.Min(value.Length, Math.Min(most, room))));

    /// <summary>One line: its breaks are shown, not made.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<char> value)
    {
        for (var at = value.IndexOfAny('\r', '\n'); at >= 0; at = value.IndexOfAny('\r', '\n'))
        {
            text.Append(value[..at]).Append(value[at] == '\n' ? "\\n" : "\\r");
            value = value[(at + 1)..];
        }

        text.Append(value);
    }
}
