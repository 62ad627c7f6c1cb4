namespace Arthas.Probe.Listening;

/// <summary>How a call ended, or how far it is.</summary>
/// <param name="Result">Null where there is none, too.</param>
/// <param name="Exception">What it threw; null where it returned or goes on.</param>
/// <param name="Ticks">Since it began, by the stopwatch.</param>
internal readonly record struct CallOutcome(object? Result, Exception? Exception, long Ticks)
{
    /// <summary>At its entry.</summary>
    public static CallOutcome None => default;

    public CallPoint Point => Exception is null ? CallPoint.Return : CallPoint.Throw;

    public static CallOutcome GoesOn(long ticks) => new(Result: null, Exception: null, ticks);

    public static CallOutcome Returned(object? result, long ticks) => new(result, Exception: null, ticks);

    public static CallOutcome Threw(Exception exception, long ticks) => new(Result: null, exception, ticks);
}
