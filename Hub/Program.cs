using Arthas.Hub;
using Arthas.Hub.Engines;
using Arthas.Hub.Local;

if (HubCommandLine.AsksForHelp(args))
{
    Console.WriteLine(HubCommandLine.Help);
    return 0;
}

var builder = HubHost.CreateBuilder(args);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddArthasHub();
builder.Services.AddLocalAgent();
return await builder.Build().UseArthasHub().RunToEndAsync();
