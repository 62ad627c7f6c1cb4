// A service to be put under load: GET /items/N.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
await app.StartAsync();
Console.WriteLine($"web {app.Urls.First()}");
await app.WaitForShutdownAsync();
