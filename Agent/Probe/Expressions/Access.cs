namespace Arthas.Probe.Expressions;

/// <summary>What an expression does to the target: reads it, or calls into it and changes it.</summary>
public enum Access
{
    Observe,
    Change,
}
