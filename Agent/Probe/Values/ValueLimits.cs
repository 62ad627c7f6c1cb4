using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Values;

/// <summary>How much of a value is written: depth, bytes of JSON, items, and time.</summary>
/// <param name="Expand">Opened objects below the value's own list or map (<c>-x</c>); 0 to 4.</param>
/// <param name="MaxBytes">Bytes of JSON (<c>-M</c>, default 10 MiB).</param>
/// <param name="MaxItems">Items of all collections together.</param>
/// <param name="Budget">Time for one value; the rest is cut.</param>
public readonly record struct ValueLimits(int Expand, long MaxBytes, int MaxItems, TimeSpan Budget)
{
    public const long DefaultMaxBytes = ValueOptions.DefaultBytes;

    /// <summary>Whether the value becomes JSON or text.</summary>
    public ValueForm Form { get; init; }

    public static ValueLimits Default { get; } = new(ValueOptions.Expand.Default, DefaultMaxBytes, 10_000, TimeSpan.FromMilliseconds(100));
}
