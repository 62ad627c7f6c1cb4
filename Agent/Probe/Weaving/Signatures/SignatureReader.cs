namespace Arthas.Probe.Weaving.Signatures;

/// <summary>Walks a signature blob (ECMA-335 II.23.2) without resolving anything.</summary>
internal ref struct SignatureReader(ReadOnlySpan<byte> blob)
{
    public const byte Void = 0x01, Boolean = 0x02, UInt32 = 0x09, Double = 0x0D, String = 0x0E, Pointer = 0x0F, ByRef = 0x10, ValueType = 0x11, Class = 0x12,
        TypeParameter = 0x13, Array = 0x14, GenericInstance = 0x15, TypedByRef = 0x16, NativeInt = 0x18, NativeUInt = 0x19, FunctionPointer = 0x1B,
        Object = 0x1C, Vector = 0x1D, MethodParameter = 0x1E, RequiredModifier = 0x1F, OptionalModifier = 0x20, Sentinel = 0x41, Pinned = 0x45;

    private readonly ReadOnlySpan<byte> _blob = blob;

    public int Position { get; private set; }

    public readonly byte Peek => _blob[Position];

    public byte Byte() => _blob[Position++];

    public uint Compressed()
    {
        var first = Byte();
        return (first & 0x80) == 0 ? first
            : (first & 0x40) == 0 ? ((uint)(first & 0x3F) << 8) | Byte()
            : ((uint)(first & 0x1F) << 24) | ((uint)Byte() << 16) | ((uint)Byte() << 8) | Byte();
    }

    public void SkipModifiers()
    {
        while (Peek is RequiredModifier or OptionalModifier)
        {
            Position++;
            Compressed();
        }
    }

    /// <summary>Moves past one type and gives its blob.</summary>
    public ReadOnlySpan<byte> Type()
    {
        var start = Position;
        SkipType();
        return _blob[start..Position];
    }

    private void SkipType()
    {
        SkipModifiers();
        switch (Byte())
        {
            case Pointer or ByRef or Vector or Pinned or Sentinel:
                SkipType();
                break;
            case ValueType or Class or TypeParameter or MethodParameter:
                Compressed();
                break;
            case GenericInstance:
                Position++;
                Compressed();
                SkipTypes(Compressed());
                break;
            case Array:
                SkipType();
                Compressed();
                SkipNumbers();
                SkipNumbers();
                break;
            case FunctionPointer:
                if ((Byte() & 0x10) != 0)
                {
                    Compressed();
                }

                SkipTypes(Compressed() + 1);
                break;
        }
    }

    private void SkipTypes(uint count)
    {
        for (var i = 0u; i < count; i++)
        {
            SkipType();
        }
    }

    private void SkipNumbers()
    {
        for (var count = Compressed(); count > 0; count--)
        {
            Compressed();
        }
    }
}
