using System.Reflection;

namespace Arthas.Probe.Weaving.Signatures;

/// <summary>How a value becomes an object.</summary>
internal enum Boxing
{
    /// <summary>It cannot: a ref struct, or memory that must not be touched.</summary>
    Nothing,
    Reference,
    Box,

    /// <summary>A pointer: shown as its address.</summary>
    NativeInt,
}

/// <summary>A parameter, a result or <c>this</c> as the weaver sees it.</summary>
/// <param name="Type">The blob of the type that is boxed or loaded, without the by-ref.</param>
/// <param name="ByRef">It arrives as an address, and its value is read through it.</param>
/// <param name="OutOnly">It has no value at entry.</param>
internal readonly record struct ValueShape(Boxing Boxing, byte[] Type, bool ByRef = false, bool OutOnly = false)
{
    private const int AllowByRefLike = 0x20; // GenericParameterAttributes, known by name since .NET 9

    public static ValueShape Of(ReadOnlySpan<byte> blob, Type type, bool readByRefs, bool outOnly = false)
    {
        var reader = new SignatureReader(blob);
        reader.SkipModifiers();
        var byRef = reader.Peek == SignatureReader.ByRef;
        if (byRef)
        {
            reader.Byte();
            reader.SkipModifiers();
            type = type.GetElementType()!;
        }

        var bare = blob[reader.Position..].ToArray();
        return new(byRef && !readByRefs ? Boxing.Nothing : BoxingOf(bare, type), bare, byRef, outOnly);
    }

    private static Boxing BoxingOf(byte[] blob, Type type)
    {
        switch (blob[0])
        {
            case SignatureReader.String or SignatureReader.Class or SignatureReader.Object or SignatureReader.Vector or SignatureReader.Array:
            case SignatureReader.GenericInstance when blob[1] == SignatureReader.Class:
                return Boxing.Reference;
            case SignatureReader.Pointer or SignatureReader.FunctionPointer:
                return Boxing.NativeInt;
            case SignatureReader.TypedByRef or SignatureReader.Void:
                return Boxing.Nothing;
            case SignatureReader.TypeParameter or SignatureReader.MethodParameter:
                return ((int)type.GenericParameterAttributes & AllowByRefLike) != 0 ? Boxing.Nothing : Boxing.Box;
            default:
                return type.IsByRefLike ? Boxing.Nothing : Boxing.Box;
        }
    }
}
