using System.Reflection;

namespace Arthas.Probe.Weaving.Signatures;

/// <summary>How local variables become objects, from a method's local signature and its reflection.</summary>
internal static class LocalShapes
{
    public static ValueShape[] Read(ReadOnlySpan<byte> signature, MethodBase method)
    {
        if (signature.IsEmpty || method.GetMethodBody() is not { } body)
        {
            return [];
        }

        var reader = new SignatureReader(signature);
        reader.Byte();
        var shapes = new ValueShape[reader.Compressed()];
        for (var i = 0; i < shapes.Length; i++)
        {
            var blob = reader.Type();

            // What is pinned, or refers to a place, may be anywhere by then.
            shapes[i] = blob[0] is SignatureReader.Pinned or SignatureReader.ByRef or SignatureReader.RequiredModifier or SignatureReader.OptionalModifier
                ? new(Boxing.Nothing, [])
                : ValueShape.Of(blob, body.LocalVariables[i].LocalType, readByRefs: false);
        }

        return shapes;
    }
}
