using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Operators;

/// <summary><c>a in b</c>: some element of b (of a dictionary: some value) equals a. Nothing is in null.</summary>
internal static class Membership
{
    public static bool Contains(object? collection, object? value, ref Frame frame, int position)
    {
        if (collection is null)
        {
            return false;
        }

        using var elements = Elements.Of(collection, ref frame, position);
        while (elements.MoveNext(ref frame))
        {
            if (Comparison.AreEqual(value, elements.Current, ref frame, position))
            {
                return true;
            }
        }

        return false;
    }
}
