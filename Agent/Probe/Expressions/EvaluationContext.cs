namespace Arthas.Probe.Expressions;

/// <summary>What evaluations may do and how long. One for a job; any number of threads may evaluate under it.</summary>
public sealed class EvaluationContext
{
    /// <summary>Arthas's own words, which scripts look for.</summary>
    public const string StrictMessage =
        "By default, strict mode is true, not allowed to set object properties. Want to set object properties, execute `options strict false`";

    private string? _slowCall;

    /// <summary>Under <see cref="Access.Observe"/> nothing of the target's code runs. Default <see cref="Access.Change"/>.</summary>
    public Access Allowed { get; init; } = Access.Change;

    /// <summary>Refuses assignment to the target's objects (<c>options strict</c>). Default true.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>Time for our own loops in one evaluation; what a called method takes cannot be cut. Default 100 ms.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Items that all loops of one evaluation visit together. Default 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>A called method that takes longer is named by <see cref="SlowCall"/>. Default 100 ms.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The first call that took too long, such as <c>demo.Shop.Total took 153 ms</c>; null while there was none.</summary>
    public string? SlowCall => Volatile.Read(ref _slowCall);

    /// <summary>For evaluations that nobody gave a context: shared, so it must not remember.</summary>
    internal static EvaluationContext Unbound { get; } = new() { SlowAfter = TimeSpan.MaxValue };

    /// <exception cref="ExpressionException">It needs <see cref="Access.Change"/>, which is not allowed here.</exception>
    internal void Require(Expression expression)
    {
        if (Allowed == Access.Observe && expression.Reason is { } change)
        {
            throw new ExpressionException($"the expression needs the role 'change': {change}; this login may only observe");
        }
    }

    /// <param name="of">What it was called on; made into text only when it matters.</param>
    internal void Called(object of, string? member, long started)
    {
        var elapsed = Time.GetElapsedTime(started);
        if (elapsed > SlowAfter)
        {
            Interlocked.CompareExchange(ref _slowCall, $"{(member is null ? of : $"{of}.{member}")} took {(long)elapsed.TotalMilliseconds} ms", null);
        }
    }
}
