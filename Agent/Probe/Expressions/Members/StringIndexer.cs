namespace Arthas.Probe.Expressions.Members;

internal sealed class StringIndexer : Indexer
{
    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        Single(source, indices, position);
        var text = (string)source;
        return text[Place(source, indices[0], text.Length, position)];
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position) =>
        throw new ExpressionException($"a string cannot be written", position);
}
