using System.Reflection;

namespace Arthas.Probe.Weaving.Signatures;

/// <summary>What goes into a method and comes out of it, from its signature blob and its reflection.</summary>
internal sealed class MethodShape
{
    private const byte Generic = 0x10, ConventionMask = 0x0F, VarArg = 0x05;

    /// <summary>Null for a static method.</summary>
    public ValueShape? This { get; private init; }

    public required ValueShape[] Parameters { get; init; }

    /// <summary>Null for void.</summary>
    public ValueShape? Result { get; private init; }

    /// <summary>The type of a local that holds the result.</summary>
    public byte[]? ResultLocal { get; private init; }

    public int ArgumentOf(int parameter) => This is null ? parameter : parameter + 1;

    public static MethodShape Read(ReadOnlySpan<byte> signature, MethodBase method)
    {
        var reader = new SignatureReader(signature);
        var convention = reader.Byte();
        if ((convention & ConventionMask) == VarArg)
        {
            throw new WeavingException("it takes a variable argument list (__arglist)");
        }

        if ((convention & Generic) != 0)
        {
            reader.Compressed();
        }

        // In the core library by-refs may point past ends and into anything: they are never read there.
        var readByRefs = method.Module.Assembly != typeof(object).Assembly;
        var parameters = method.GetParameters();
        var shapes = new ValueShape[reader.Compressed()];
        reader.SkipModifiers();
        var result = reader.Type();
        for (var i = 0; i < shapes.Length; i++)
        {
            var parameter = parameters[i];
            shapes[i] = ValueShape.Of(reader.Type(), parameter.ParameterType, readByRefs, parameter is { IsOut: true, IsIn: false });
        }

        var returns = method is MethodInfo info && result[0] != SignatureReader.Void ? info.ReturnType : null;
        return new()
        {
            This = method.IsStatic ? null : ThisOf(method, readByRefs),
            Parameters = shapes,
            Result = returns is null ? null : ValueShape.Of(result, returns, readByRefs),
            ResultLocal = returns is null ? null : Local(result),
        };
    }

    private static byte[] Local(ReadOnlySpan<byte> result)
    {
        if (result[0] != SignatureReader.ByRef)
        {
            return result.ToArray();
        }

        var reader = new SignatureReader(result[1..]);
        reader.SkipModifiers();
        return [SignatureReader.ByRef, .. result[(1 + reader.Position)..]];
    }

    private static ValueShape ThisOf(MethodBase method, bool readByRefs)
    {
        var type = method.DeclaringType!;
        if (!type.IsValueType)
        {
            return new(Boxing.Reference, []);
        }

        return new(readByRefs && !type.IsByRefLike ? Boxing.Box : Boxing.Nothing, Itself(type), ByRef: true);
    }

    /// <summary>The type as its own methods name it: <c>S</c>, or <c>S`1&lt;!0&gt;</c>.</summary>
    private static byte[] Itself(Type type)
    {
        var blob = new SignatureBlob();
        if (!type.IsGenericType)
        {
            return blob.Bytes(SignatureReader.ValueType).TypeDefinition(type.MetadataToken).Written.ToArray();
        }

        var count = type.GetGenericArguments().Length;
        blob.Bytes(SignatureReader.GenericInstance, SignatureReader.ValueType).TypeDefinition(type.MetadataToken).Compressed((uint)count);
        for (var i = 0u; i < count; i++)
        {
            blob.Bytes(SignatureReader.TypeParameter).Compressed(i);
        }

        return blob.Written.ToArray();
    }
}
