namespace Arthas.Probe.Expressions.Members;

/// <summary>
/// What one place in an expression found out about the types it met. Read and grown without a lock: a lost race costs
/// a second look-up.
/// </summary>
internal sealed class TypeCache<T>
    where T : class
{
    private const int MaxEntries = 8;

    private volatile Entry[] _entries = [];

    public T? Find(Type type)
    {
        foreach (var entry in _entries)
        {
            if (ReferenceEquals(entry.Type, type))
            {
                return entry.Value;
            }
        }

        return null;
    }

    public T Add(Type type, T value)
    {
        var entries = _entries;
        _entries = entries.Length < MaxEntries ? [.. entries, new Entry(type, value)] : [.. entries.AsSpan(1), new Entry(type, value)];
        return value;
    }

    private readonly record struct Entry(Type Type, T Value);
}
