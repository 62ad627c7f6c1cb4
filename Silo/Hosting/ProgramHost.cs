using System.Net.Sockets;
using Arthas.Silo.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Arthas.Silo.Hosting;

/// <summary>What the programs have in common: where their options come from, what they log, and how they say that they cannot start.</summary>
internal static class ProgramHost
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        // Its lines hold whole addresses, and so passwords.
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // They warn of every connection and every look at the members that fails, with their stacks; what a death or a
        // Redis that is away means to a user, we say ourselves.
        ["Logging:LogLevel:Orleans"] = "Error",
        ["Logging:LogLevel:Polly"] = "Warning",
        // With any level of it on, the host makes an activity and a scope for each request.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };

    /// <summary>Options of earlier releases that would be missed in silence: the key, and what to do.</summary>
    private static readonly Dictionary<string, string> Gone = new()
    {
        ["Cluster:Engine"] = "is gone: a hub is alone, with its sessions in memory, until --Cluster:Redis names the Redis of its cluster. Leave Cluster:Engine out.",
    };

    private static volatile bool _started;

    /// <param name="urls">Where it listens when nobody says otherwise.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string urls)
    {
        // Not the current directory: that may be another application's, with settings of its own.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = Defaults.Append(KeyValuePair.Create<string, string?>(WebHostDefaults.ServerUrlsKey, urls)),
        });
        if (builder.Configuration.HasCollector())
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [KeyValuePair.Create<string, string?>($"{SiloOptions.Section}:{nameof(SiloOptions.Tracing)}", "true")] });
        }

        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // While it starts, the host's own log only repeats at length what RunToEndAsync says.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => _started && level >= LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Answers the program's exit code.</summary>
    public static async Task<int> RunAsync(WebApplicationBuilder builder, Action<WebApplicationBuilder> services, Action<WebApplication> endpoints)
    {
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey];
        try
        {
            if (Gone.Where(option => builder.Configuration[option.Key] is not null).Select(static option => $"{option.Key} {option.Value}").ToArray() is { Length: > 0 } gone)
            {
                throw new OptionsValidationException("", typeof(object), gone);
            }

            services(builder);
            await using var app = builder.Build();
            WithoutOwnAuthentication(app);
            // All mistakes in the options at once, before anything that was given them fails one by one.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            endpoints(app);
            var presence = app.Services.GetRequiredService<ClusterPresence>();
            await app.StartAsync();
            _started = true;
            await app.WaitForShutdownAsync();
            return presence.Failure is null ? 0 : 1;
        }
        catch (Exception wrong) when (!_started && Problems(wrong, urls) is { Count: > 0 } problems)
        {
            // Options that need others are told of their mistakes as well.
            foreach (var problem in problems.Distinct())
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return 1;
        }
    }

    /// <summary>
    /// Where authentication is among the services an application puts its middlewares before all endpoints: a scope of services
    /// and several objects for each request, kept as long as it is parked. Here each endpoint asks by itself, and they are left out.
    /// </summary>
    private static void WithoutOwnAuthentication(WebApplication app)
    {
        IDictionary<string, object?> properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;
    }

    /// <summary>What the user can mend: wrong options, an address that is taken.</summary>
    private static List<string> Problems(Exception wrong, string? urls) => wrong switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException all when all.InnerExceptions.All(one => Problems(one, urls).Count > 0) =>
            [.. all.InnerExceptions.SelectMany(one => Problems(one, urls))],
        SocketException => [$"{urls}: {wrong.Message}"],
        IOException or InvalidOperationException or FormatException or OrleansException => [wrong.Message],
        _ => [],
    };
}
