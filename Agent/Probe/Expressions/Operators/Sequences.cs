using System.Collections;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>A list written in an expression becomes the array or list that a parameter asks for.</summary>
internal static class Sequences
{
    /// <summary>Null when it cannot.</summary>
    public static object? Convert(object value, Type type)
    {
        if (ElementOf(value.GetType(), type) is not { } element)
        {
            return null;
        }

        var source = (IList)value;
        var array = Array.CreateInstance(element, source.Count);
        for (var i = 0; i < source.Count; i++)
        {
            if (!Conversion.TryConvert(source[i], element, out var item))
            {
                return null;
            }

            array.SetValue(item, i);
        }

        if (type.IsAssignableFrom(array.GetType()) && !type.IsInterface)
        {
            return array;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var item in array)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>The type of the elements to convert to; null when the one does not become the other.</summary>
    public static Type? ElementOf(Type from, Type to)
    {
        if (from != typeof(List<object?>) && from != typeof(object[]))
        {
            return null;
        }

        if (to.IsArray && to.GetArrayRank() == 1)
        {
            return to.GetElementType();
        }

        return to.IsGenericType && to.GetGenericArguments().Length == 1
            && to.IsAssignableFrom(typeof(List<>).MakeGenericType(to.GetGenericArguments()))
                ? to.GetGenericArguments()[0]
                : null;
    }
}
