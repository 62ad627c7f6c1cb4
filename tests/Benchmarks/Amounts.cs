using System.Diagnostics;
using System.Globalization;

namespace Arthas.Benchmarks;

/// <summary>Numbers as the table shows them.</summary>
internal static class Amounts
{
    public static string Nanoseconds(double number) => Text($"{number:F1} ns");

    public static string Microseconds(double ticks) => Text($"{ticks * 1e6 / Stopwatch.Frequency:F0} µs");

    public static string Milliseconds(double ticks) => Text($"{ticks * 1e3 / Stopwatch.Frequency:F1} ms");

    public static string PerSecond(double number) => Text($"{number:N0}/s");

    public static string Bytes(double number) => Text($"{number / 1024:F1} KiB");

    public static string Mebibytes(double number) => Text($"{number / 1024 / 1024:F0} MiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
