using Arthas.Hub;
using Arthas.Hub.Api;
using Arthas.Hub.Targets;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddArthasHub();
var app = builder.Build();
app.MapArthasApi();
app.MapTargets();
app.MapFallback("{**path}", NotFound.AnswerAsync);
await app.RunAsync();
