using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>A growing stream of IL. Branches are long; a place to jump to is an <see cref="IlLabel"/>.</summary>
internal sealed class IlWriter
{
    private byte[] _bytes = new byte[512];

    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Position);

    public void Op(Opcode code)
    {
        if (code >= Opcode.ArgList)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)code);
        }
        else
        {
            Take(1)[0] = (byte)code;
        }
    }

    public void Op(Opcode code, uint operand)
    {
        Op(code);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), operand);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Int32(int value) => Op(Opcode.LdcI4, (uint)value);

    public void NativeInt(nint value)
    {
        Op(Opcode.LdcI8);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        Op(Opcode.ConvI);
    }

    public void LoadArgument(int index) => Indexed(Opcode.LdArg, index);

    public void LoadLocal(int index) => Indexed(Opcode.LdLoc, index);

    public void LoadLocalAddress(int index) => Indexed(Opcode.LdLocA, index);

    public void StoreLocal(int index) => Indexed(Opcode.StLoc, index);

    /// <summary>A branch to a label that may be marked later.</summary>
    public void Branch(Opcode code, IlLabel label)
    {
        Op(code, 0);
        label.From(Position);
        if (label.Target >= 0)
        {
            Resolve(label);
        }
    }

    /// <summary>The label stands for here.</summary>
    public void Mark(IlLabel label)
    {
        label.Target = Position;
        Resolve(label);
    }

    public void PatchInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    public void Align4() => Take(((Position + 3) & ~3) - Position).Clear();

    private void Resolve(IlLabel label)
    {
        foreach (var end in label.Sources)
        {
            PatchInt32(end - 4, label.Target - end);
        }

        label.Sources.Clear();
    }

    private void Indexed(Opcode code, int index)
    {
        Op(code);
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)index);
    }

    private Span<byte> Take(int count)
    {
        if (Position + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Position + count));
        }

        var place = _bytes.AsSpan(Position, count);
        Position += count;
        return place;
    }
}

/// <summary>A place in an <see cref="IlWriter"/> that branches go to.</summary>
internal sealed class IlLabel
{
    /// <summary>-1 until it is marked.</summary>
    public int Target { get; set; } = -1;

    /// <summary>The ends of the branches that wait for it.</summary>
    public List<int> Sources { get; } = [];

    public void From(int end) => Sources.Add(end);
}
