using System.Security.Claims;
using Arthas.Hub;
using Embed;
using Microsoft.AspNetCore.Authentication.Cookies;

// A shop with a login of its own. Its operators ask it what it does at /diagnostics/ui/, with the hub's login.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<Prices>();

// The hub's options stand below "Diagnostics"; requests that name no target mean this process.
var diagnostics = builder.Configuration.GetSection("Diagnostics");
diagnostics["Hub:Target"] ??= $"pid={Environment.ProcessId}";
builder.Services.AddArthasHub(diagnostics);

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/prices/{item}", (string item, Prices prices) => prices.Of(item));
app.MapPost("/login/{name}", (string name) =>
    Results.SignIn(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme))));
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
app.MapArthas("/diagnostics");
app.Run();
