using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>One instruction in a stream of IL (ECMA-335 III). A prefix counts as an instruction of its own, as branches see it.</summary>
internal readonly ref struct IlInstruction
{
    private const byte TwoByteMark = (ushort)Opcode.ArgList >> 8;

    private IlInstruction(Opcode code, int offset, IlOperand operand, ReadOnlySpan<byte> bytes)
    {
        Code = code;
        Offset = offset;
        Operand = operand;
        Bytes = bytes;
    }

    public Opcode Code { get; }

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
    public Opcode LongCode => Code switch
    {
        Opcode.LeaveS => Opcode.Leave,
        >= Opcode.BrS and <= Opcode.BltUnS => Opcode.Br + (Code - Opcode.BrS),
        _ => Code,
    };

    public static IlInstruction At(ReadOnlySpan<byte> code, int offset)
    {
        var opcode = (Opcode)code[offset];
        var head = 1;
        if (code[offset] == TwoByteMark && offset + 1 < code.Length)
        {
            opcode = (Opcode)((TwoByteMark << 8) | code[offset + 1]);
            head = 2;
        }

        var operand = head == 1 ? OneByte(opcode) : TwoBytes(opcode);
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

    private static IlOperand OneByte(Opcode code) => code switch
    {
        >= Opcode.LdArgS and <= Opcode.StLocS or Opcode.LdcI4S => IlOperand.One,
        Opcode.LdcI4 or Opcode.LdcR4 or Opcode.Jmp or Opcode.Call or Opcode.Calli or >= Opcode.CallVirt and <= Opcode.IsInst
            or Opcode.Unbox or >= Opcode.LdFld and <= Opcode.StObj or Opcode.Box or Opcode.NewArr or Opcode.LdElemA
            or >= Opcode.LdElem and <= Opcode.UnboxAny or Opcode.RefAnyVal or Opcode.MkRefAny or Opcode.LdToken => IlOperand.Four,
        Opcode.LdcI8 or Opcode.LdcR8 => IlOperand.Eight,
        >= Opcode.BrS and <= Opcode.BltUnS or Opcode.LeaveS => IlOperand.ShortBranch,
        >= Opcode.Br and <= Opcode.BltUn or Opcode.Leave => IlOperand.Branch,
        Opcode.Switch => IlOperand.Switch,

        // Between those there are.
        > Opcode.LdcR8 and < Opcode.Dup or > Opcode.ConvRUn and < Opcode.Unbox or > Opcode.UnboxAny and < Opcode.ConvOvfI1
            or > Opcode.ConvOvfU8 and < Opcode.RefAnyVal or > Opcode.CkFinite and < Opcode.MkRefAny
            or > Opcode.MkRefAny and < Opcode.LdToken or > Opcode.ConvU => IlOperand.Invalid,
        _ => IlOperand.None,
    };

    private static IlOperand TwoBytes(Opcode code) => code switch
    {
        Opcode.LdFtn or Opcode.LdVirtFtn or Opcode.InitObj or Opcode.Constrained or Opcode.SizeOf => IlOperand.Four,
        >= Opcode.LdArg and <= Opcode.StLoc => IlOperand.Two,
        Opcode.Unaligned or Opcode.No => IlOperand.One,
        > Opcode.LdVirtFtn and < Opcode.LdArg or > Opcode.LocAlloc and < Opcode.EndFilter or > Opcode.Rethrow and < Opcode.SizeOf
            or > Opcode.Readonly => IlOperand.Invalid,
        _ => IlOperand.None,
    };
}
