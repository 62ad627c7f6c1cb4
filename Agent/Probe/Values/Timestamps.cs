using System.Globalization;
using System.Text.Json;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Values;

/// <summary>Moments in results: milliseconds since 1970, or local time as a text where values are text.</summary>
internal static class Timestamps
{
    public static void Write(Utf8JsonWriter json, string name, DateTimeOffset moment, ValueForm form)
    {
        if (form == ValueForm.Text)
        {
            json.WriteString(name, Text(moment));
        }
        else
        {
            json.WriteNumber(name, moment.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>As Java's LocalDateTime: <c>yyyy-MM-dd HH:mm:ss</c> and a fraction of 0, 3, 6 or 9 digits.</summary>
    public static string Text(DateTimeOffset moment) => moment.LocalDateTime.ToString(Format(moment.Ticks), CultureInfo.InvariantCulture);

    private static string Format(long ticks) =>
        ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss"
        : ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd HH:mm:ss.fff"
        : ticks % TimeSpan.TicksPerMicrosecond == 0 ? "yyyy-MM-dd HH:mm:ss.ffffff"
        : "yyyy-MM-dd HH:mm:ss.fffffff'00'";
}
