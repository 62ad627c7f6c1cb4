namespace Arthas.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Turns of a pair; the median counts.</param>
/// <param name="Seconds">A part that needs time has so many.</param>
internal sealed record Effort(int Rounds, int Seconds)
{
    public static readonly Effort Full = new(Rounds: 15, Seconds: 10);

    /// <summary>To see that it works, and about how much.</summary>
    public static readonly Effort Quick = new(Rounds: 5, Seconds: 3);

    public TimeSpan Time => TimeSpan.FromSeconds(Seconds);
}
