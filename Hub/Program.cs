using Arthas.Hub;
using Arthas.Hub.Local;
using Arthas.Hub.Telemetry;
using Arthas.Silo.Hosting;
using Arthas.Silo.Telemetry;

if (HubCommandLine.AsksForHelp(args))
{
    Console.WriteLine(HubCommandLine.Help);
    return 0;
}

return await ProgramHost.RunAsync(
    HubHost.CreateBuilder(args),
    static builder =>
    {
        builder.Services.AddArthasHub(builder.Configuration).AddHubProgram();
        builder.AddExporters("arthas-hub", HubTelemetry.Name, SiloTelemetry.Name, LocalServices.Telemetry);
    },
    static app => app.MapArthas("", static hub => hub.MapMetrics()));
