using System.Buffers;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Values.Text;

namespace Arthas.Probe.Values;

/// <summary>
/// A value as it was at one moment, in which long strings and stack traces, which never change, are still references.
/// <see cref="WriteTo"/> puts them in, on a thread that the application does not wait for.
/// </summary>
internal abstract class Snapshot
{
    /// <summary>Bytes it keeps alive, roughly.</summary>
    public abstract long Size { get; }

    /// <summary>Takes a value on the calling thread, within <paramref name="limits"/> and in their form. Never throws.</summary>
    public static Snapshot Take(object? value, in ValueLimits limits) =>
        limits.Form == ValueForm.Text ? TextRenderer.Take(value, limits) : ValueWriter.Take(value, limits);

    /// <summary>Writes one JSON value.</summary>
    public abstract void WriteTo(Utf8JsonWriter json);

    /// <summary>The JSON.</summary>
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
