using System.Runtime.InteropServices;

namespace Arthas.Probe.Weaving.Native;

/// <summary>What the port tells of a method. Layout as in rejit_port.cpp; the pointers are into the module's own memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MethodFacts
{
    public nuint Module;
    public nint Emit;
    public byte* Body;
    public byte* Signature;
    public byte* Locals;
    public uint Token;
    public uint BodySize;
    public uint SignatureSize;
    public uint LocalsSize;
    public int Result;

    public readonly ReadOnlySpan<byte> BodyBytes => new(Body, (int)BodySize);
    public readonly ReadOnlySpan<byte> SignatureBytes => new(Signature, (int)SignatureSize);
    public readonly ReadOnlySpan<byte> LocalsBytes => new(Locals, (int)LocalsSize);
}

/// <summary>Which instruction of the original a woven one stands for: without it the lines in stack traces shift.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IlMapEntry(uint OldOffset, uint NewOffset, int Accurate = 1);
