using System.Globalization;

namespace Arthas.Probe.Commands.Tt;

/// <summary>How long records are kept.</summary>
internal static class Keep
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Seconds, or a number with d, h, m or s behind it; null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        var (number, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], char.ToLowerInvariant(text[^1])) : (text, 's');
        var seconds = unit switch
        {
            'd' => 86_400,
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => 0,
        };
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && seconds > 0
            && count <= Longest.TotalSeconds / seconds
                ? TimeSpan.FromSeconds((long)count * seconds)
                : null;
    }
}
