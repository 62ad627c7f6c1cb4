using Arthas.Silo;
using Arthas.Silo.Hosting;
using Arthas.Silo.Telemetry;
using Microsoft.Extensions.Options;

if (SiloCommandLine.AsksForHelp(args))
{
    Console.WriteLine(SiloCommandLine.Help);
    return 0;
}

return await ProgramHost.RunAsync(
    ProgramHost.CreateBuilder(args, urls: ""),
    static builder =>
    {
        builder.Services.AddArthasSilo(builder.Configuration);
        builder.Services.AddHostedService<SiloNotice>();
        builder.Services.AddSingleton<IValidateOptions<SiloOptions>, SiloProgramValidator>();
        builder.ListenOnlyIfAsked();
        builder.AddExporters("arthas-silo", SiloTelemetry.Name);
    },
    static app =>
    {
        app.MapHealth();
        app.MapMetrics();
    });
