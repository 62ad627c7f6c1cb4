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
        // What it says at a failed start is said below in one line.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

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
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Answers the program's exit code.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception wrong) when (Problems(wrong) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return 1;
        }
    }

    /// <summary>What the user can mend: wrong options, an address that is taken.</summary>
    private static List<string> Problems(Exception wrong) => wrong switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException all when all.InnerExceptions.All(one => one is OptionsValidationException) =>
            [.. all.InnerExceptions.SelectMany(Problems)],
        IOException or InvalidOperationException or FormatException => [wrong.Message],
        _ => [],
    };
}
