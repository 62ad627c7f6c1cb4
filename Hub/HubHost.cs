using System.Net.Sockets;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

/// <summary>The hub as a program: its defaults, and how it says that it cannot start.</summary>
internal static class HubHost
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["urls"] = "http://127.0.0.1:8563",
        ["Logging:LogLevel:Default"] = "Information",
        // Its lines hold whole addresses, and so passwords.
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // With any level of it on, the host makes an activity and a scope for each request.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };

    private static volatile bool _started;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Not the current directory: that may be another application's, with settings of its own.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = HubCommandLine.ToConfiguration(args),
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // While it starts, the host's own log only repeats at length what RunToEndAsync says.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => _started && level >= LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Answers the program's exit code.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        var urls = app.Configuration["urls"];
        try
        {
            // All mistakes in the options at once, before anything that was given them fails one by one.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await using (app)
            {
                await app.StartAsync();
                _started = true;
                await app.WaitForShutdownAsync();
            }

            return 0;
        }
        catch (Exception wrong) when (!_started && Problems(wrong, urls) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return 1;
        }
    }

    /// <summary>What the user can mend: wrong options, an address that is taken.</summary>
    private static List<string> Problems(Exception wrong, string? urls) => wrong switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException all when all.InnerExceptions.All(one => Problems(one, urls).Count > 0) =>
            [.. all.InnerExceptions.SelectMany(one => Problems(one, urls))],
        SocketException => [$"{urls}: {wrong.Message}"],
        IOException or InvalidOperationException or FormatException => [wrong.Message],
        _ => [],
    };
}
