using Arthas.Contracts.Links;
using Arthas.Hub;
using Arthas.Hub.Links;
using Arthas.Hub.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arthas.Silo.Tests.Running;

/// <summary>A hub node in the test's process, as its program builds it: where calls are counted. What is to die is a process instead.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<FakeAgent, Task> _links = [];

    private TestNode(WebApplication app)
    {
        _app = app;
        Api = new ApiClient(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public ApiClient Api { get; }

    public static async Task<TestNode> StartAsync(RedisServer redis, CallCounter? calls = null, params string[] options)
    {
        var builder = HubHost.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Agent:Embedded", "false", "--Cluster:Redis", redis.Address, .. Patient.Options, .. options]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(calls ?? new CallCounter());
        builder.Services.AddArthasHub(builder.Configuration);
        var app = builder.Build();
        app.MapArthas();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestNode(app);
    }

    /// <summary>Linked as the embedded one is.</summary>
    public async Task<FakeAgent> AgentAsync(string name)
    {
        var (agentEnd, hubEnd) = LinkPair.Create();
        var link = _app.Services.GetRequiredService<LinkHost>().ServeAsync(hubEnd, token: null, CancellationToken.None);
        var agent = new FakeAgent(agentEnd, link, name, ["shop"]);
        _links.Add(agent, link);
        await agent.WelcomedAsync();
        return agent;
    }

    /// <summary>Returns when this node has closed it.</summary>
    public Task LinkEndsAsync(FakeAgent agent) => _links[agent].WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _links.Keys)
        {
            await agent.DisposeAsync();
        }

        Api.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
