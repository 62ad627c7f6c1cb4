using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A missing key gives null, as in OGNL.</summary>
internal sealed class DictionaryIndexer(DictionaryReader dictionary) : Indexer
{
    public override Role RoleOf(ReadOnlySpan<object?> indices) => dictionary.Role;

    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        Single(source, indices, position);
        return dictionary.TryGet(source, indices[0], out var value) ? value : null;
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position)
    {
        Single(source, indices, position);
        dictionary.Set(source, indices[0], value, position);
    }
}
