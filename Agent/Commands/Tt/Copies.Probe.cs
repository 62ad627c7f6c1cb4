using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Tt;

/// <summary>
/// What a record has of a value: scalars and strings cannot change, arrays are copied (those in arrays too), and every
/// other object is the object itself.
/// </summary>
internal static class Copies
{
    /// <summary>Of one call; a larger array is kept itself, as other objects are.</summary>
    private const long MostBytes = 1 << 20;
    private const int Deepest = 4;
    private const int BoxSize = 24;

    /// <summary>Nothing here needs a copy: the array of arguments is the call's own already.</summary>
    public static bool AreNeeded(object?[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is Array)
            {
                return true;
            }
        }

        return false;
    }

    public static object?[] Of(object?[] arguments)
    {
        var room = MostBytes;
        return Array.ConvertAll(arguments, argument => Of(argument, ref room, 0));
    }

    public static object? Of(object? value)
    {
        var room = MostBytes;
        return Of(value, ref room, 0);
    }

    /// <summary>Bytes that a record holds for itself.</summary>
    public static long SizeOf(object? value, int depth = 0) => value switch
    {
        null => 0,
        string text => BoxSize + (2L * text.Length),
        Array array when ArraySize(array) > MostBytes || depth == Deepest => 0,
        object?[] items => ArraySize(items) + items.Sum(item => item is Array or string ? SizeOf(item, depth + 1) : 0),
        Array array => ArraySize(array),
        _ => IsLive(value) ? 0 : BoxSize,
    };

    /// <summary>An object that is kept itself.</summary>
    public static bool IsLive(object? value) => value is not (null or string or NotTaken) && !Scalars.Is(value) && (value is not Array array || ArraySize(array) > MostBytes);

    private static object? Of(object? value, ref long room, int depth)
    {
        if (value is not Array array || depth == Deepest || ArraySize(array) is var size && size > room)
        {
            return value;
        }

        room -= size;
        var copy = (Array)array.Clone();
        if (copy is object?[] items)
        {
            for (var i = 0; i < items.Length; i++)
            {
                if (items[i] is Array)
                {
                    items[i] = Of(items[i], ref room, depth + 1);
                }
            }
        }

        return copy;
    }

    private static long ArraySize(Array array)
    {
        var element = array.GetType().GetElementType()!;
        return BoxSize + (element.IsPrimitive ? Buffer.ByteLength(array) : (long)array.Length * (element.IsValueType ? 2 * IntPtr.Size : IntPtr.Size));
    }
}
