using System.Text;

namespace Arthas.Contracts.Probes;

/// <summary>One result as it travels: <c>length of type u8, type, json</c>. The JSON is the result whole, type and jobId in it.</summary>
public readonly record struct ProbeResult(string Type, ReadOnlyMemory<byte> Json)
{
    /// <summary>The bytes to put before the JSON.</summary>
    public static int WritePrefix(string type, Span<byte> into)
    {
        var length = Encoding.UTF8.GetBytes(type, into[1..]);
        into[0] = checked((byte)length);
        return 1 + length;
    }

    public static ProbeResult Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length == 0 || payload.Length < 1 + payload.Span[0])
        {
            throw new InvalidDataException("a result of a probe has no type");
        }

        var length = payload.Span[0];
        return new ProbeResult(Encoding.UTF8.GetString(payload.Span.Slice(1, length)), payload[(1 + length)..]);
    }
}
