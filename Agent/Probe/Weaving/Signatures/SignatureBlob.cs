namespace Arthas.Probe.Weaving.Signatures;

/// <summary>A signature blob being written.</summary>
internal sealed class SignatureBlob
{
    private readonly List<byte> _bytes = [];

    public ReadOnlySpan<byte> Written => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);

    public SignatureBlob Bytes(params ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            _bytes.Add(b);
        }

        return this;
    }

    public SignatureBlob Compressed(uint value)
    {
        if (value < 0x80)
        {
            return Bytes((byte)value);
        }

        return value < 0x4000
            ? Bytes((byte)(0x80 | (value >> 8)), (byte)value)
            : Bytes((byte)(0xC0 | (value >> 24)), (byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    /// <summary>TypeDefOrRef coded index of a type's own definition.</summary>
    public SignatureBlob TypeDefinition(int token) => Compressed((uint)(token & 0xFFFFFF) << 2);
}
