using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Finds the field that a getter merely shows.</summary>
internal static class Getters
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The operand of a branch to the instruction behind it.</summary>
    private const byte ToNext = 0;

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
        Skip(il, ref position, Opcode.Nop);
        if (!getter.IsStatic && !Skip(il, ref position, Opcode.LdArg0))
        {
            return null;
        }

        if (!Skip(il, ref position, getter.IsStatic ? Opcode.LdSFld : Opcode.LdFld) || position + 4 > il.Length)
        {
            return null;
        }

        var token = BitConverter.ToInt32(il, position);
        position += 4;

        // A debug build goes through a local: stloc.0, br.s +0, ldloc.0.
        if (Skip(il, ref position, Opcode.StLoc0)
            && !(Skip(il, ref position, Opcode.BrS) && Skip(il, ref position, ToNext) && Skip(il, ref position, Opcode.LdLoc0)))
        {
            return null;
        }

        if (!Skip(il, ref position, Opcode.Ret) || position != il.Length)
        {
            return null;
        }

        var arguments = getter.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var field = getter.Module.ResolveField(token, arguments, null);
        return field is not null && field.FieldType == getter.ReturnType && field.IsStatic == getter.IsStatic ? field : null;
    }

    private static bool Skip(byte[] il, ref int position, Opcode code) => Skip(il, ref position, (byte)code);

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
