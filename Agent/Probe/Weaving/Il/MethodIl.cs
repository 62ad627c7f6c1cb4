using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>A method's body as it stands in its module: tiny or fat header, code, exception table (ECMA-335 II.25.4).</summary>
internal readonly ref struct MethodIl
{
    private const int MoreSections = 0x8, InitLocalsFlag = 0x10;

    private MethodIl(ReadOnlySpan<byte> code, int maxStack, bool initLocals, ExceptionRow[] rows)
    {
        Code = code;
        MaxStack = maxStack;
        InitLocals = initLocals;
        Rows = rows;
    }

    public ReadOnlySpan<byte> Code { get; }

    public int MaxStack { get; }

    public bool InitLocals { get; }

    public ExceptionRow[] Rows { get; }

    public static MethodIl Parse(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            throw new WeavingException("it has no IL");
        }

        if ((body[0] & 3) == 2)
        {
            return new(body.Slice(1, body[0] >> 2), 8, false, []);
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var header = (flags >> 12) * 4;
        var size = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        var rows = (flags & MoreSections) == 0 ? [] : Sections(body, header + size);
        return new(body.Slice(header, size), BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), (flags & InitLocalsFlag) != 0, rows);
    }

    private static ExceptionRow[] Sections(ReadOnlySpan<byte> body, int offset)
    {
        const int ExceptionTable = 0x1, Fat = 0x40, More = 0x80;
        var rows = new List<ExceptionRow>();
        int kind;
        do
        {
            offset = (offset + 3) & ~3;
            var section = body[offset..];
            kind = section[0];
            var fat = (kind & Fat) != 0;
            var size = fat ? BinaryPrimitives.ReadInt32LittleEndian(section) >> 8 : section[1];
            if ((kind & 0x3F) == ExceptionTable)
            {
                var width = fat ? 24 : 12;
                for (var i = 0; i < (size - 4) / width; i++)
                {
                    var row = section.Slice(4 + (i * width), width);
                    rows.Add(fat ? FatRow(row) : SmallRow(row));
                }
            }

            offset += size;
        }
        while ((kind & More) != 0);
        return [.. rows];
    }

    private static ExceptionRow SmallRow(ReadOnlySpan<byte> row) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(row),
        BinaryPrimitives.ReadUInt16LittleEndian(row[2..]),
        row[4],
        BinaryPrimitives.ReadUInt16LittleEndian(row[5..]),
        row[7],
        BinaryPrimitives.ReadUInt32LittleEndian(row[8..]));

    private static ExceptionRow FatRow(ReadOnlySpan<byte> row) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(row),
        BinaryPrimitives.ReadInt32LittleEndian(row[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(row[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(row[12..]),
        BinaryPrimitives.ReadInt32LittleEndian(row[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(row[20..]));
}
