namespace Arthas.Probe.Expressions.Operators;

/// <summary>How two values stand to each other; <see cref="None"/> when they cannot be ordered (NaN, or unlike things).</summary>
internal enum Ordering
{
    Less = -1,
    Equal = 0,
    Greater = 1,
    None = 2,
}
