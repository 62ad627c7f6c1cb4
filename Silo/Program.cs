using Arthas.Hub;
using Arthas.Hub.Local;
using Arthas.Silo;
using Arthas.Silo.Hosting;

if (HubCommandLine.AsksForHelp(args))
{
    Console.WriteLine(SiloCommandLine.Help);
    return 0;
}

var builder = HubHost.CreateBuilder(args);
// The framework tells of every turn it takes; what matters to a user are its warnings.
builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Arthas.Silo.Stores.StoreService", LogLevel.Warning);
if (SiloCommandLine.Read(builder.Configuration) is not { } options)
{
    return 1;
}

var redis = !string.IsNullOrEmpty(builder.Configuration["Cluster:Redis"]);

builder.Services.AddOrleansEngine();
builder.AddOrleans(options, redis);
builder.Services.AddArthasHub();
if (options.Role != SiloRole.Silo)
{
    builder.Services.AddLocalAgent();
}

var app = builder.Build();
_ = options.Role == SiloRole.Silo ? app.UseSiloOnly() : app.UseArthasHub();
return await app.UseDashboard(options).RunToEndAsync();
