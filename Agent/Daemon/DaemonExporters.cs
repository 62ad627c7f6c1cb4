using Arthas.Agent.Telemetry;
using Arthas.Contracts.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Arthas.Agent.Daemon;

/// <summary>
/// How the agent as a program hands its telemetry out: by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector;
/// metrics for Prometheus at <c>/metrics</c> below <see cref="AgentOptions.Metrics"/>. Without either it gathers none.
/// </summary>
internal static class DaemonExporters
{
    public static void AddExporters(this HostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var metrics = AgentOptions.Address(configuration[$"{AgentOptions.Section}:{nameof(AgentOptions.Metrics)}"]);
        var hasCollector = TelemetryNames.HaveCollector(name => configuration[name]);
        if (!hasCollector && metrics is null)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => _ = configuration[TelemetryNames.Service] is null
                ? resource.AddService("arthas-agent", serviceInstanceId: configuration[$"{AgentOptions.Section}:{nameof(AgentOptions.Name)}"] ?? Environment.MachineName)
                : resource)
            .WithMetrics(meters => meters.AddMeter(AgentTelemetry.Name, "System.Runtime"));
        if (metrics is not null)
        {
            telemetry.WithMetrics(meters => meters.AddPrometheusHttpListener(options => (options.Host, options.Port) = (metrics.Host, metrics.Port)));
        }

        if (hasCollector)
        {
            telemetry.WithTracing(traces => traces.AddSource(AgentTelemetry.Name)).UseOtlpExporter();
        }
    }
}
