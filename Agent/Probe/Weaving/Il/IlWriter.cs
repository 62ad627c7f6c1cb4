using System.Buffers.Binary;

namespace Arthas.Probe.Weaving.Il;

/// <summary>A growing stream of IL. Branches are long; a place to jump to is an <see cref="IlLabel"/>.</summary>
internal sealed class IlWriter
{
    private const byte Prefix = 0xFE;
    private byte[] _bytes = new byte[512];

    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Position);

    public void Op(byte code) => Take(1)[0] = code;

    public void Op(byte code, uint operand)
    {
        var place = Take(5);
        place[0] = code;
        BinaryPrimitives.WriteUInt32LittleEndian(place[1..], operand);
    }

    public void Op2(byte code)
    {
        var place = Take(2);
        place[0] = Prefix;
        place[1] = code;
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Int32(int value) => Op(0x20, (uint)value);

    public void NativeInt(nint value)
    {
        var place = Take(10);
        place[0] = 0x21; // ldc.i8
        BinaryPrimitives.WriteInt64LittleEndian(place[1..], value);
        place[9] = 0xD3; // conv.i
    }

    public void LoadArgument(int index) => Wide(0x09, index);

    public void LoadLocal(int index) => Wide(0x0C, index);

    public void LoadLocalAddress(int index) => Wide(0x0D, index);

    public void StoreLocal(int index) => Wide(0x0E, index);

    /// <summary>A branch to a label that may be marked later.</summary>
    public void Branch(byte code, IlLabel label)
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

    private void Wide(byte code, int index)
    {
        var place = Take(4);
        place[0] = Prefix;
        place[1] = code;
        BinaryPrimitives.WriteUInt16LittleEndian(place[2..], (ushort)index);
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
