using System.Text;

namespace Arthas.EndToEnd.Telemetry;

/// <summary>Reads as much of Protocol Buffers' wire format as spans need: the fields of one message, those with bytes in them.</summary>
internal static class Protobuf
{
    public static IEnumerable<ReadOnlyMemory<byte>> All(this ReadOnlyMemory<byte> message, int field) =>
        Fields(message).Where(one => one.Number == field).Select(one => one.Bytes);

    public static ReadOnlyMemory<byte> One(this ReadOnlyMemory<byte> message, int field) => message.All(field).FirstOrDefault();

    public static string Text(this ReadOnlyMemory<byte> message, int field) => Encoding.UTF8.GetString(message.One(field).Span);

    public static string Hex(this ReadOnlyMemory<byte> message, int field) => Convert.ToHexString(message.One(field).Span);

    private static List<(int Number, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ReadOnlyMemory<byte>)>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add(((int)(tag >> 3), message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}
