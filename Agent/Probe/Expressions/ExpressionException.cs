namespace Arthas.Probe.Expressions;

/// <summary>A wrong expression, or one that failed. <see cref="Position"/> is the 0-based character, -1 if unknown.</summary>
public sealed class ExpressionException(string message, int position = -1, Exception? inner = null) : Exception(message, inner)
{
    public int Position { get; } = position;
}
