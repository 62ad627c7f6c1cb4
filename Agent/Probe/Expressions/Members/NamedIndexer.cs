using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary><c>object["name"]</c> is <c>object.name</c>, as in OGNL.</summary>
internal sealed class NamedIndexer(Type type) : Indexer
{
    public override Role RoleOf(ReadOnlySpan<object?> indices) =>
        indices is [string name] && NamedPlace.Find(type, name) is { } place ? place.Role : Role.Observe;

    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        var name = Name(indices, position);
        if (source is IRoot root)
        {
            return root.TryGet(name, out var value) ? value : throw new ExpressionException($"no such name '{name}'", position);
        }

        return Find(name, position).Get(source);
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position) =>
        Find(Name(indices, position), position).Set(source, value, position);

    private NamedPlace Find(string name, int position) =>
        NamedPlace.Find(type, name)
        ?? throw new ExpressionException($"no such property or field '{name}' in {type}", position);

    private string Name(ReadOnlySpan<object?> indices, int position) => indices switch
    {
        [string name] => name,
        [char name] => name.ToString(),
        _ => throw new ExpressionException($"{type} has no indexer", position),
    };
}
