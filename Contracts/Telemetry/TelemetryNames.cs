namespace Arthas.Contracts.Telemetry;

/// <summary>What all programs call alike in their telemetry, and in what asks for it.</summary>
public static class TelemetryNames
{
    /// <summary>Tag: the command's name.</summary>
    public const string Command = "arthas.command.name";

    /// <summary>OpenTelemetry's setting of what a service is called.</summary>
    public const string Service = "OTEL_SERVICE_NAME";

    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Whether OpenTelemetry's settings name a collector.</summary>
    /// <param name="setting">Answers a setting's text; null where it is not set.</param>
    public static bool HaveCollector(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return Array.Exists(Endpoints, name => !string.IsNullOrEmpty(setting(name)));
    }
}
