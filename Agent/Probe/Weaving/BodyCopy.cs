using Arthas.Probe.Weaving.Il;
using Arthas.Probe.Weaving.Native;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Copies a method's code into a woven body; its branches become long. Woven, <c>ret</c> becomes a store and a leave, and
/// <c>tail.</c> becomes nothing, as a tail call could not return through our end. As it stands, both are kept.
/// </summary>
internal sealed class BodyCopy
{
    private readonly int[] _moved;
    private readonly Inserts _inserts;
    private readonly IlLabel? _end;
    private readonly int _result;

    private BodyCopy(MethodIl original, IlWriter il, IlLabel? end, int result, Inserts inserts)
    {
        _inserts = inserts;
        _end = end;
        _result = result;
        _moved = Lay(original.Code, il.Position);
        var map = new List<IlMapEntry>();
        for (var offset = 0; offset < original.Code.Length;)
        {
            var instruction = IlInstruction.At(original.Code, offset);
            map.Add(new((uint)offset, (uint)il.Position));
            il.Raw(inserts.Before(offset));
            Copy(instruction, il);
            il.Raw(inserts.After(offset));
            offset = instruction.End;
        }

        Map = [.. map];
        Rows = Array.ConvertAll(original.Rows, Moved);
    }

    public IlMapEntry[] Map { get; }

    public ExceptionRow[] Rows { get; }

    /// <param name="original">The method's own body.</param>
    /// <param name="il">Where the copy is appended.</param>
    /// <param name="end">Where every return goes.</param>
    /// <param name="result">The local that takes the result, or -1 for void.</param>
    /// <param name="inserts">What comes before and after its instructions.</param>
    public static BodyCopy Woven(MethodIl original, IlWriter il, IlLabel end, int result, Inserts inserts) => new(original, il, end, result, inserts);

    public static BodyCopy AsItStands(MethodIl original, IlWriter il) => new(original, il, end: null, result: -1, Inserts.None);

    /// <summary>Where each instruction comes to lie; -1 inside of instructions.</summary>
    private int[] Lay(ReadOnlySpan<byte> code, int start)
    {
        var moved = new int[code.Length + 1];
        Array.Fill(moved, -1);
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = IlInstruction.At(code, offset);
            moved[offset] = start;
            start += _inserts.Before(offset).Length + _inserts.After(offset).Length;
            start += instruction switch
            {
                { Code: Opcode.Jmp } => throw new WeavingException("it ends in a jmp instruction"),
                { Code: Opcode.ArgList } => throw new WeavingException("it reads a variable argument list (__arglist)"),
                { Code: Opcode.Ret } when _end is not null => _result >= 0 ? 9 : 5,
                { Operand: IlOperand.ShortBranch } => 5,
                _ => instruction.Bytes.Length,
            };
            offset = instruction.End;
        }

        moved[code.Length] = start;
        return moved;
    }

    private void Copy(IlInstruction instruction, IlWriter il)
    {
        switch (instruction)
        {
            case { Code: Opcode.Ret } when _end is not null:
                if (_result >= 0)
                {
                    il.StoreLocal(_result);
                }

                il.Branch(Opcode.Leave, _end);
                break;
            case { Code: Opcode.Tail } when _end is not null:
                il.Op(Opcode.Nop);
                il.Op(Opcode.Nop);
                break;
            case { Operand: IlOperand.ShortBranch or IlOperand.Branch }:
                il.Op(instruction.LongCode, (uint)(New(instruction.Target) - (il.Position + 5)));
                break;
            case { Operand: IlOperand.Switch }:
                var start = il.Position;
                il.Raw(instruction.Bytes);
                for (var i = 0; i < instruction.SwitchCount; i++)
                {
                    il.PatchInt32(start + 5 + (i * 4), New(instruction.SwitchTarget(i)) - il.Position);
                }

                break;
            default:
                il.Raw(instruction.Bytes);
                break;
        }
    }

    private ExceptionRow Moved(ExceptionRow row)
    {
        var (tryStart, handlerStart) = (New(row.TryStart), New(row.HandlerStart));
        return new(
            row.Kind,
            tryStart,
            New(row.TryStart + row.TryLength) - tryStart,
            handlerStart,
            New(row.HandlerStart + row.HandlerLength) - handlerStart,
            row.Kind == ExceptionRow.Filter ? (uint)New((int)row.TokenOrFilter) : row.TokenOrFilter);
    }

    private int New(int offset) => (uint)offset < (uint)_moved.Length && _moved[offset] >= 0
        ? _moved[offset]
        : throw new WeavingException($"its IL refers to offset {offset}, where no instruction starts");
}
