using Arthas.Contracts.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Arthas.Silo.Telemetry;

/// <summary>
/// How the programs, and nobody else, hand their telemetry out: metrics at <c>/metrics</c> for Prometheus; all of it by OTLP
/// where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (or one for traces or metrics alone) names a collector.
/// </summary>
internal static class Exporters
{
    private const int MostCombinations = 300;

    /// <summary>Grain calls are traced with the rest.</summary>
    public static bool HasCollector(this IConfiguration configuration) => TelemetryNames.HaveCollector(name => configuration[name]);

    /// <param name="service">Its name where <c>OTEL_SERVICE_NAME</c> says none.</param>
    /// <param name="sources">Names of meters and activity sources.</param>
    public static void AddExporters(this WebApplicationBuilder builder, string service, params string[] sources)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => _ = builder.Configuration[TelemetryNames.Service] is null ? resource.AddService(service, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}") : resource)
            .WithMetrics(metrics => metrics
                .AddMeter([.. sources, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"])
                // Room for each combination of tags is taken beforehand, for 2,000 of each instrument by default.
                .AddView(static _ => new MetricStreamConfiguration { CardinalityLimit = MostCombinations })
                .AddPrometheusExporter());
        if (builder.Configuration.HasCollector())
        {
            telemetry
                .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource([.. sources, "Microsoft.Orleans.*"]))
                .UseOtlpExporter();
        }
    }

    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapPrometheusScrapingEndpoint("/metrics");
}
