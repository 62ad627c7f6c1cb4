using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>
/// One instruction in a stream of IL (ECMA-335 III). A prefix counts as an instruction of its own, as branches see it.
/// The table of opcodes is written down here because a trimmed application may have none.
/// </summary>
internal readonly ref struct IlInstruction
{
    public const byte Jmp = 0x27, Ret = 0x2A, ShortBranches = 0x2B, LongBranches = 0x38, Switch = 0x45, Leave = 0xDD, ShortLeave = 0xDE;
    public const ushort ArgList = 0xFE00, Tail = 0xFE14;

    private IlInstruction(ushort code, int offset, IlOperand operand, ReadOnlySpan<byte> bytes)
    {
        Code = code;
        Offset = offset;
        Operand = operand;
        Bytes = bytes;
    }

    /// <summary>0x00 to 0xE0, or 0xFE00 and up.</summary>
    public ushort Code { get; }

    public int Offset { get; }

    public IlOperand Operand { get; }

    /// <summary>The whole instruction.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public int End => Offset + Bytes.Length;

    /// <summary>Where a branch goes.</summary>
    public int Target => Operand == IlOperand.ShortBranch
        ? End + (sbyte)Bytes[^1]
        : End + BinaryPrimitives.ReadInt32LittleEndian(Bytes[^4..]);

    public int SwitchCount => (Bytes.Length - 5) / 4;

    public int SwitchTarget(int index) => End + BinaryPrimitives.ReadInt32LittleEndian(Bytes[(5 + (index * 4))..]);

    /// <summary>The long form of a branch.</summary>
    public byte LongCode => Code switch
    {
        ShortLeave => Leave,
        >= ShortBranches and < LongBranches => (byte)(Code - ShortBranches + LongBranches),
        _ => (byte)Code,
    };

    public static IlInstruction At(ReadOnlySpan<byte> code, int offset)
    {
        ushort opcode = code[offset];
        var head = 1;
        if (opcode == 0xFE && offset + 1 < code.Length)
        {
            opcode = (ushort)(0xFE00 | code[offset + 1]);
            head = 2;
        }

        var operand = head == 1 ? OneByte(code[offset]) : TwoBytes(code[offset + 1]);
        var size = head + operand switch
        {
            IlOperand.None => 0,
            IlOperand.One or IlOperand.ShortBranch => 1,
            IlOperand.Two => 2,
            IlOperand.Four or IlOperand.Branch => 4,
            IlOperand.Eight => 8,
            IlOperand.Switch when offset + 5 <= code.Length => 4 + (4L * BinaryPrimitives.ReadUInt32LittleEndian(code[(offset + 1)..])),
            _ => long.MaxValue / 2,
        };
        return size <= code.Length - offset
            ? new(opcode, offset, operand, code.Slice(offset, (int)size))
            : throw new WeavingException($"its IL has an unknown instruction at offset {offset}");
    }

    private static IlOperand OneByte(byte code) => code switch
    {
        >= 0x0E and <= 0x13 or 0x1F => IlOperand.One,
        0x20 or 0x22 or 0x27 or 0x28 or 0x29 or 0x6F or >= 0x70 and <= 0x75 or 0x79 or >= 0x7B and <= 0x81
            or 0x8C or 0x8D or 0x8F or >= 0xA3 and <= 0xA5 or 0xC2 or 0xC6 or 0xD0 => IlOperand.Four,
        0x21 or 0x23 => IlOperand.Eight,
        >= 0x2B and <= 0x37 or 0xDE => IlOperand.ShortBranch,
        >= 0x38 and <= 0x44 or 0xDD => IlOperand.Branch,
        0x45 => IlOperand.Switch,
        0x24 or 0x77 or 0x78 or >= 0xA6 and <= 0xB2 or >= 0xBB and <= 0xC1 or 0xC4 or 0xC5 or >= 0xC7 and <= 0xCF or > 0xE0 => IlOperand.Invalid,
        _ => IlOperand.None,
    };

    private static IlOperand TwoBytes(byte code) => code switch
    {
        0x06 or 0x07 or 0x15 or 0x16 or 0x1C => IlOperand.Four,
        >= 0x09 and <= 0x0E => IlOperand.Two,
        0x12 or 0x19 => IlOperand.One,
        0x08 or 0x10 or 0x1B or > 0x1E => IlOperand.Invalid,
        _ => IlOperand.None,
    };
}
