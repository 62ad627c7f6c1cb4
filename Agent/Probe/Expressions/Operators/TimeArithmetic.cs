namespace Arthas.Probe.Expressions.Operators;

/// <summary>Sums and differences of dates and spans, which .NET has and Java has not.</summary>
internal static class TimeArithmetic
{
    public static object? Add(object? left, object? right) => (left, right) switch
    {
        (DateTime a, TimeSpan b) => a + b,
        (DateTimeOffset a, TimeSpan b) => a + b,
        (TimeSpan a, TimeSpan b) => a + b,
        _ => null,
    };

    public static object? Subtract(object? left, object? right) => (left, right) switch
    {
        (DateTime a, DateTime b) => a - b,
        (DateTime a, TimeSpan b) => a - b,
        (DateTimeOffset a, DateTimeOffset b) => a - b,
        (DateTimeOffset a, TimeSpan b) => a - b,
        (TimeSpan a, TimeSpan b) => a - b,
        _ => null,
    };
}
