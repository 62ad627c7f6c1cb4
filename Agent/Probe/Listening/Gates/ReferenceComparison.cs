
namespace Arthas.Probe.Listening.Gates;

/// <summary>An argument against null, or a string against a text.</summary>
/// <param name="text">Null for null itself.</param>
internal sealed class ReferenceComparison(int index, string? text, bool equal) : IEarlyTest
{
    public Foresight Of(in PlainArguments arguments)
    {
        var value = arguments.Reference(index);
        if (value is null || text is null)
        {
            return Foresights.Of((value is null && text is null) == equal);
        }

        return value is string other ? Foresights.Of(Same(other, text) == equal) : Foresight.Unknown;
    }

    // Not string.Equals: it may be woven.
    private static bool Same(string a, string b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
