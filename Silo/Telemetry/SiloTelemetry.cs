using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Arthas.Silo.Telemetry;

/// <summary>What a silo tells of itself, as meter and activity source <c>Arthas.Silo</c>. Names and units are OpenTelemetry's: seconds, bytes, <c>{things}</c>.</summary>
internal static class SiloTelemetry
{
    public const string Name = "Arthas.Silo";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly UpDownCounter<long> Sessions =
        Meter.CreateUpDownCounter<long>("arthas.sessions", "{session}", "Sessions that this silo holds.");

    public static readonly UpDownCounter<long> LogBytes =
        Meter.CreateUpDownCounter<long>("arthas.log.size", "By", "Results that the logs of this silo hold.");

    public static readonly Histogram<double> AppendDuration =
        Meter.CreateHistogram(
            "arthas.journal.append.duration",
            "s",
            "How long Redis took to have an entry of a journal.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });

    public static readonly Counter<long> Fenced =
        Meter.CreateCounter<long>("arthas.journal.fenced", "{journal}", "Journals that another silo took over from this one.");
}
