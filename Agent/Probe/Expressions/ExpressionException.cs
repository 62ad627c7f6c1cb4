using System.Globalization;

namespace Arthas.Probe.Expressions;

/// <summary>A wrong expression, or one that failed. <see cref="Position"/> is the 0-based character, -1 if unknown.</summary>
public sealed class ExpressionException(string message, int position = -1, Exception? inner = null) : Exception(message, inner)
{
    public int Position { get; } = position;

    /// <summary>The message with the position, where it has one and does not name it itself.</summary>
    public string Explanation => Position >= 0 && !Message.Contains("position", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{Message} (at position {Position})")
        : Message;
}
