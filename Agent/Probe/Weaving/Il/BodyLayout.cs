using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>Puts header, code and exception table together; always in the fat forms.</summary>
internal static class BodyLayout
{
    private const int HeaderSize = 12, RowSize = 24;

    public static byte[] Write(ReadOnlySpan<byte> code, int maxStack, bool initLocals, uint locals, ReadOnlySpan<ExceptionRow> rows)
    {
        const int Fat = 3, MoreSections = 8, InitLocals = 0x10, HeaderDwords = 3 << 12;
        const int FatExceptionTable = 0x41;

        var table = HeaderSize + ((code.Length + 3) & ~3);
        var bytes = new byte[table + 4 + (rows.Length * RowSize)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(Fat | MoreSections | HeaderDwords | (initLocals ? InitLocals : 0)));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)maxStack);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), code.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), locals);
        code.CopyTo(bytes.AsSpan(HeaderSize));

        var place = bytes.AsSpan(table);
        BinaryPrimitives.WriteInt32LittleEndian(place, FatExceptionTable | ((4 + (rows.Length * RowSize)) << 8));
        place = place[4..];
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place, row.Kind);
            BinaryPrimitives.WriteInt32LittleEndian(place[4..], row.TryStart);
            BinaryPrimitives.WriteInt32LittleEndian(place[8..], row.TryLength);
            BinaryPrimitives.WriteInt32LittleEndian(place[12..], row.HandlerStart);
            BinaryPrimitives.WriteInt32LittleEndian(place[16..], row.HandlerLength);
            BinaryPrimitives.WriteUInt32LittleEndian(place[20..], row.TokenOrFilter);
            place = place[RowSize..];
        }

        return bytes;
    }
}
