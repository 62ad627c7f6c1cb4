using Arthas.Hub;
using Arthas.Hub.Api;
using Arthas.Hub.Engines;
using Arthas.Hub.Health;
using Arthas.Hub.Local;
using Arthas.Hub.Security;
using Arthas.Hub.Targets;

if (HubCommandLine.AsksForHelp(args))
{
    Console.WriteLine(HubCommandLine.Help);
    return 0;
}

var builder = HubHost.CreateBuilder(args);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddArthasHub();
builder.Services.AddLocalAgent();

var app = builder.Build();
app.UseHubSecurity();
app.MapArthasApi();
app.MapTargets();
app.MapHealth();
app.MapFallback("{**path}", NotFound.AnswerAsync);
return await app.RunToEndAsync();
