namespace Arthas.Probe.Expressions.Operators;

/// <summary>The types arithmetic is done in. Smaller ones, bool and char count as <see cref="Int"/>, as in OGNL.</summary>
internal enum NumberKind
{
    None,
    Int,
    Long,
    ULong,
    Big,
    Float,
    Double,
    Decimal,
}
