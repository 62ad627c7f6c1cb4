using Arthas.EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arthas.Benchmarks.Http;

/// <summary>What the hub is compared with: an endpoint that echoes, and one that parks, in a process of its own.</summary>
internal static class BareKestrel
{
    public const string Argument = "--bare-kestrel";

    public static async Task<(RunningProcess Process, Uri Address)> StartAsync()
    {
        var process = RunningProcess.Start(Environment.ProcessPath!, [Argument]);
        return (process, new Uri(await process.LineAsync("^http://")));
    }

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/echo", EchoAsync);
        app.MapPost("/park", ParkAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static async Task EchoAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = http.Request.ContentLength;
        await http.Request.BodyReader.CopyToAsync(http.Response.BodyWriter);
    }

    private static async Task ParkAsync(HttpContext http)
    {
        await http.Request.BodyReader.CopyToAsync(Stream.Null);
        await Task.Delay(TimeSpan.FromSeconds(2));
        http.Response.ContentLength = 2;
        await http.Response.WriteAsync("{}");
    }
}
