using Arthas.Hub;
using OneCommand;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddArthasHub(builder.Configuration).AddHubCommand<RunbookCommand>();
var app = builder.Build();
app.MapArthas();
app.Run();
