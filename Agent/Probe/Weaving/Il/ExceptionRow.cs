namespace Arthas.Probe.Weaving.Il;

/// <summary>A row of a method's exception table: offsets and lengths in its IL.</summary>
/// <param name="Kind">0 catch, 1 filter, 2 finally, 4 fault.</param>
/// <param name="TokenOrFilter">The type caught, or where the filter starts.</param>
internal readonly record struct ExceptionRow(uint Kind, int TryStart, int TryLength, int HandlerStart, int HandlerLength, uint TokenOrFilter)
{
    public const uint Filter = 1, Fault = 4;
}
