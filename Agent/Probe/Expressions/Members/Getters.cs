using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Finds the field that a getter merely shows.</summary>
internal static class Getters
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private const byte Nop = 0x00;
    private const byte LoadThis = 0x02;
    private const byte StoreLocal0 = 0x0A;
    private const byte LoadLocal0 = 0x06;
    private const byte ShortBranch = 0x2B;
    private const byte LoadField = 0x7B;
    private const byte LoadStaticField = 0x7E;
    private const byte Return = 0x2A;

    /// <summary>The field of an auto-property, or of a getter that is nothing but <c>return _field;</c>. Else null.</summary>
    public static FieldInfo? Field(PropertyInfo property, MethodInfo getter)
    {
        var backing = property.DeclaringType?.GetField($"<{property.Name}>k__BackingField", Declared);
        if (backing is not null && getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
        {
            return backing;
        }

        try
        {
            return getter.GetMethodBody()?.GetILAsByteArray() is { Length: < 20 } il ? Shown(il, getter) : null;
        }
        catch (Exception)
        {
            // Dynamic and stripped methods have no body to show.
            return null;
        }
    }

    private static FieldInfo? Shown(byte[] il, MethodInfo getter)
    {
        var position = 0;
        Skip(il, ref position, Nop);
        if (!getter.IsStatic && !Skip(il, ref position, LoadThis))
        {
            return null;
        }

        if (!Skip(il, ref position, getter.IsStatic ? LoadStaticField : LoadField) || position + 4 > il.Length)
        {
            return null;
        }

        var token = BitConverter.ToInt32(il, position);
        position += 4;

        // A debug build goes through a local: stloc.0, br.s +0, ldloc.0.
        if (Skip(il, ref position, StoreLocal0)
            && !(Skip(il, ref position, ShortBranch) && Skip(il, ref position, 0) && Skip(il, ref position, LoadLocal0)))
        {
            return null;
        }

        if (!Skip(il, ref position, Return) || position != il.Length)
        {
            return null;
        }

        var arguments = getter.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var field = getter.Module.ResolveField(token, arguments, null);
        return field is not null && field.FieldType == getter.ReturnType && field.IsStatic == getter.IsStatic ? field : null;
    }

    private static bool Skip(byte[] il, ref int position, byte code)
    {
        if (position < il.Length && il[position] == code)
        {
            position++;
            return true;
        }

        return false;
    }
}
