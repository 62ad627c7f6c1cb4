namespace Arthas.Benchmarks;

/// <summary>What this build is compared with, besides what each row names.</summary>
internal static class Baseline
{
    /// <summary>The hub's executable of an earlier commit; null when none was given.</summary>
    public static string? Hub { get; set; }
}
