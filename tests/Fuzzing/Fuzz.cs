using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Fuzzing;

/// <summary>
/// Properties held against generated inputs. The inputs follow from a seed: another one each run, printed where a
/// property fails, and set by the environment variable <c>FUZZ_SEED</c> to see the same run again. <c>FUZZ_ROUNDS</c>
/// multiplies the number of inputs.
/// </summary>
internal static class Fuzz
{
    public const string SeedVariable = "FUZZ_SEED";
    public const string RoundsVariable = "FUZZ_ROUNDS";

    public static ulong Seed { get; } = Number(SeedVariable) ?? (ulong)Random.Shared.NextInt64();

    /// <summary>Fails with the seed and the smallest input found for which <paramref name="property"/> throws.</summary>
    public static void Check<T>(Gen<T> inputs, int rounds, Action<T> property, Func<T, IEnumerable<T>>? smaller = null)
    {
        try
        {
            FsCheck.Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(rounds * (int)(Number(RoundsVariable) ?? 1)).WithReplay(Seed, Seed | 1),
                Prop.ForAll(smaller is null ? inputs.ToArbitrary() : Arb.From(inputs, smaller), property));
        }
        catch (Exception failure)
        {
            throw new Xunit.Sdk.XunitException($"{SeedVariable}={Seed}\n{failure.Message}");
        }
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
