using Arthas.Hub;
using Arthas.Hub.Links;
using Arthas.Hub.Nodes;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Consumers;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Clusters;

/// <summary>One node of a cluster, built as its program builds it; nobody asks it by HTTP.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;

    private TestNode(WebApplication app) => _app = app;

    public SessionClient Sessions => Get<SessionClient>();

    public OneTimeSessions Once => Get<OneTimeSessions>();

    public SessionFeeds Feeds => Get<SessionFeeds>();

    public FleetView Fleet => Get<FleetView>();

    public LinkHost Links => Get<LinkHost>();

    public IHubNode Self => Get<HubNodeReference>().Value;

    public JobNumbers Numbers => Get<JobNumbers>();

    public HistoryWriter History => Get<HistoryWriter>();

    public GrainCalls Calls => Get<GrainCalls>();

    public IGrainFactory Grains => Get<IGrainFactory>();

    public static async Task<TestNode> StartAsync(ClusterSettings settings, bool isHub, params (string Key, string Value)[] options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(options.Append(("Agent:Embedded", "false"))
            .Select(static option => KeyValuePair.Create<string, string?>(option.Item1, option.Item2)));
        builder.Logging.ClearProviders();
        if (settings.Log is { } log)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        if (settings.Time is { } time)
        {
            // Orleans itself asks by a key: its own leases are of no concern here, and go by the real time.
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
            builder.Services.AddSingleton<IOutgoingGrainCallFilter>(time.Calls);
        }

        _ = isHub ? builder.Services.AddArthasHub(builder.Configuration) : builder.Services.AddArthasSilo(builder.Configuration);
        builder.Services.AddSingleton(Options.Create(settings.Logs));
        builder.Services.AddSingleton(Options.Create(settings.Leases));
        builder.ListenOnlyIfAsked();
        var node = new TestNode(builder.Build());
        await node._app.StartAsync();
        return node;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public ISessionGrain Session(string id) => Grains.Get<ISessionGrain>(id);

    public IConsumerGrain Consumer(string session, string consumer) => Grains.Get<IConsumerGrain>($"{session}/{consumer}");

    public IAgentGrain Agent(string name) => Grains.Get<IAgentGrain>(name);

    public async ValueTask DisposeAsync()
    {
        var begin = TimeProvider.System.GetTimestamp();
        await _app.StopAsync(CancellationToken.None);
        if (TimeProvider.System.GetElapsedTime(begin) < ShutdownTimeout)
        {
            await _app.DisposeAsync();
        }

        // Else its silo still talks to others, as that of a process would until it ends: with a Redis that has lost the table
        // of members it has nowhere to say goodbye.
    }
}
