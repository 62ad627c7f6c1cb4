using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

/// <summary>Stands for an argument or result that cannot leave its stack frame: a span, or another ref struct.</summary>
internal sealed class NotTaken(Type type)
{
    public const string Reason = "a ref struct lives on its stack and cannot be taken along";

    private const int AllowByRefLike = 0x20; // GenericParameterAttributes, known by name since .NET 9

    private static readonly ConditionalWeakTable<MethodBase, NotTaken?[]> Arguments = [];

    public Type Type => type;

    /// <summary>Null for a type whose values are taken.</summary>
    public static NotTaken? For(Type? type)
    {
        var element = type is { IsByRef: true } ? type.GetElementType() : type;
        return element is { IsByRefLike: true }
            || (element is { IsGenericParameter: true } && ((int)element.GenericParameterAttributes & AllowByRefLike) != 0)
                ? new NotTaken(element)
                : null;
    }

    /// <summary>Puts them in the places that the woven body had to leave empty.</summary>
    public static void Fill(object?[] arguments, MethodBase method)
    {
        var missing = Arguments.GetValue(method, static m => Find(m));
        for (var i = 0; i < Math.Min(missing.Length, arguments.Length); i++)
        {
            arguments[i] ??= missing[i];
        }
    }

    private static NotTaken?[] Find(MethodBase method)
    {
        var found = Array.ConvertAll(method.GetParameters(), static p => For(p.ParameterType));
        return Array.TrueForAll(found, static f => f is null) ? [] : found;
    }
}
