namespace Arthas.Probe.Expressions.Operators;

/// <summary>What counts as true: everything but false, null, and zero.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        bool truth => truth,
        null => false,
        int number => number != 0,
        _ => Numeric.KindOf(value) switch
        {
            NumberKind.None => true,
            NumberKind.Int or NumberKind.Long => Numeric.ToLong(value) != 0,
            _ => Numeric.ToDouble(value) != 0,
        },
    };
}
