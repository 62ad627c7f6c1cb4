namespace Arthas.Probe.Weaving;

/// <summary>
/// Turns calls away before anything is boxed or timed for them. Asked on the application's threads, without the guard
/// that a listener has: it calls nothing but the probe's own code, not even of the core library, and never throws.
/// </summary>
public abstract class CallGate
{
    /// <summary>
    /// False when the listener would not care for this call, neither for its entry nor for its end. The arguments are
    /// those that have a place (<see cref="PlainPlaces"/>), in registers all the way; others are 0 or null.
    /// </summary>
    public abstract bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1);

    /// <summary>All that it admits, where that is so simple: the woven body looks itself then.</summary>
    public virtual WholeRange? Range => null;
}

/// <summary>The calls whose whole argument lies from <paramref name="Least"/> to <paramref name="Most"/>.</summary>
/// <param name="Index">Which of the whole arguments.</param>
public readonly record struct WholeRange(int Index, long Least, long Most);

/// <summary>Several listeners, one of which may care.</summary>
internal sealed class AnyGate(CallGate[] gates) : CallGate
{
    public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
    {
        foreach (var gate in gates)
        {
            if (gate.Admits(whole0, whole1, whole2, reference0, reference1, real0, real1))
            {
                return true;
            }
        }

        return false;
    }
}
