using System.Collections;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>new Type[length]</c> and <c>new Type[] { items }</c>.</summary>
internal sealed class NewArray(int position, Type element, Node lengthOrItems, bool hasItems) : Node(position)
{
    private const int MaxLength = 1_000_000;

    public override object? Evaluate(ref Frame frame)
    {
        var value = lengthOrItems.Evaluate(ref frame);
        if (hasItems)
        {
            var items = (IList)value!;
            var filled = Array.CreateInstance(element, items.Count);
            for (var i = 0; i < filled.Length; i++)
            {
                filled.SetValue(Conversion.Convert(items[i], element, Position), i);
            }

            return filled;
        }

        var length = (int)Conversion.Convert(value, typeof(int), Position)!;
        if (length is < 0 or > MaxLength)
        {
            throw new ExpressionException($"an array of {length} items: 0 to {MaxLength} are allowed", Position);
        }

        // An item may be a struct of many bytes.
        frame.CountMade(length * 8L, Position);
        return Array.CreateInstance(element, length);
    }
}
