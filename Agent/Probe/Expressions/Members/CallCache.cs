namespace Arthas.Probe.Expressions.Members;

/// <summary>What one call in an expression led to, by the types of the source and the arguments. Free of locks.</summary>
internal sealed class CallCache
{
    private const int MaxEntries = 4;

    private volatile Entry[] _entries = [];

    public Invocable? Find(Type source, object?[] arguments)
    {
        foreach (var entry in _entries)
        {
            if (ReferenceEquals(entry.Source, source) && Same(entry.Arguments, arguments))
            {
                return entry.Value;
            }
        }

        return null;
    }

    public Invocable Add(Type source, object?[] arguments, Invocable value)
    {
        // Which overload a number goes to may depend on its size, not only on its type: such calls are not kept.
        foreach (var argument in arguments)
        {
            if (argument is not (null or string or int or bool) && Operators.Numeric.KindOf(argument) != Operators.NumberKind.None)
            {
                return value;
            }
        }

        var types = Array.ConvertAll(arguments, argument => argument?.GetType());
        var entries = _entries;
        _entries = [.. entries.Length < MaxEntries ? entries : entries[1..], new Entry(source, types, value)];
        return value;
    }

    private static bool Same(Type?[] types, object?[] arguments)
    {
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i] != arguments[i]?.GetType())
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Entry(Type Source, Type?[] Arguments, Invocable Value);
}
