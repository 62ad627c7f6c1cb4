namespace Arthas.Benchmarks;

/// <summary>A line of the table.</summary>
/// <param name="What">What was measured, against what.</param>
/// <param name="Ratio">Ours by the other's; null where there is no other.</param>
/// <param name="Aim">Empty where the number only informs.</param>
internal sealed record Row(string What, string Ours, string Other, double? Ratio, string Aim);
