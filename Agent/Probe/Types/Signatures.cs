using System.Reflection;
using System.Text;
using Arthas.Probe.Values;

namespace Arthas.Probe.Types;

/// <summary>Types and methods in words: modifiers, attributes, signatures. Reads metadata only.</summary>
internal static class Signatures
{
    /// <summary>Such as <c>(System.Int32)System.Collections.Generic.List`1[System.Int32]</c>.</summary>
    public static string Descriptor(MethodBase method)
    {
        var text = new StringBuilder();
        if (method is MethodInfo { IsGenericMethodDefinition: true })
        {
            text.Append('<').AppendJoin(',', method.GetGenericArguments().Select(static a => a.Name)).Append('>');
        }

        text.Append('(').AppendJoin(',', method.GetParameters().Select(static p => TypeNames.Of(p.ParameterType))).Append(')');
        return text.Append(ReturnType(method)).ToString();
    }

    public static string ReturnType(MethodBase method) => method is MethodInfo info ? TypeNames.Of(info.ReturnType) : "System.Void";

    public static string Modifiers(Type type)
    {
        List<string> words = [Visibility(type)];
        Add(words, type.IsAbstract && type.IsSealed, "static");
        Add(words, type.IsAbstract && !type.IsSealed && !type.IsInterface, "abstract");
        Add(words, type.IsSealed && !type.IsAbstract && !type.IsValueType, "sealed");
        Add(words, type.IsByRefLike, "ref");
        return string.Join(',', words);
    }

    public static string Modifiers(MethodBase method)
    {
        List<string> words = [Visibility((int)(method.Attributes & MethodAttributes.MemberAccessMask))];
        Add(words, method.IsStatic, "static");
        Add(words, method.IsAbstract, "abstract");
        Add(words, method.IsVirtual && !method.IsAbstract && !method.IsFinal, "virtual");
        Add(words, method.IsVirtual && method.IsFinal, "sealed");
        Add(words, (method.Attributes & MethodAttributes.PinvokeImpl) != 0, "extern");
        return string.Join(',', words);
    }

    public static string Modifiers(FieldInfo field)
    {
        List<string> words = [Visibility((int)(field.Attributes & FieldAttributes.FieldAccessMask))];
        Add(words, field.IsLiteral, "const");
        Add(words, field.IsStatic && !field.IsLiteral, "static");
        Add(words, field.IsInitOnly, "readonly");
        return string.Join(',', words);
    }

    public static IReadOnlyList<string> Attributes(MemberInfo member)
    {
        try
        {
            return [.. member.GetCustomAttributesData().Select(static a => TypeNames.Of(a.AttributeType))];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or CustomAttributeFormatException)
        {
            return [];
        }
    }

    private static void Add(List<string> words, bool condition, string word)
    {
        if (condition)
        {
            words.Add(word);
        }
    }

    private static string Visibility(Type type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public or TypeAttributes.NestedPublic => "public",
        TypeAttributes.NestedPrivate => "private",
        TypeAttributes.NestedFamily => "protected",
        TypeAttributes.NestedFamORAssem => "protected internal",
        TypeAttributes.NestedFamANDAssem => "private protected",
        _ => "internal",
    };

    // Fields and methods share the values of their access masks.
    private static string Visibility(int access) => (MethodAttributes)access switch
    {
        MethodAttributes.Public => "public",
        MethodAttributes.Family => "protected",
        MethodAttributes.Assembly => "internal",
        MethodAttributes.FamORAssem => "protected internal",
        MethodAttributes.FamANDAssem => "private protected",
        _ => "private",
    };
}
