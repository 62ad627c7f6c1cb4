using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Links;
using Arthas.Hub.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arthas.Hub.Tests.Running;

/// <summary>The hub as its program builds it, on a real port, without the embedded agent.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<FakeAgent> _agents = [];

    private TestHub(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<TestHub> StartAsync(params string[] options) => StartAsync(services => { }, options);

    public static async Task<TestHub> StartAsync(Action<IServiceCollection> services, params string[] options)
    {
        var builder = HubHost.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Agent:Embedded", "false", .. options]);
        builder.Logging.ClearProviders();
        services(builder.Services);
        builder.Services.AddArthasHub(builder.Configuration);
        var app = builder.Build();
        app.MapArthas();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHub(app);
    }

    /// <summary>An agent with one target, linked as the embedded one is.</summary>
    public async Task<FakeAgent> AgentAsync(string name = "host-1", params string[] apps)
    {
        var (agentEnd, hubEnd) = LinkPair.Create();
        var served = _app.Services.GetRequiredService<LinkHost>().ServeAsync(hubEnd, token: null, CancellationToken.None);
        var agent = new FakeAgent(agentEnd, served, name, apps.Length == 0 ? ["MathGame"] : apps);
        _agents.Add(agent);
        await agent.WelcomedAsync();
        return agent;
    }

    /// <summary>Posts a body as it stands and answers the text of the response.</summary>
    public async Task<string> TextAsync(string body, string path = "/api")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> AskAsync(object request, string path = "/api")
    {
        using var document = JsonDocument.Parse(await TextAsync(request as string ?? JsonSerializer.Serialize(request), path));
        return document.RootElement.Clone();
    }

    public Task<JsonElement> ExecAsync(string command, string? sessionId = null, int? execTimeout = null) =>
        AskAsync(new { action = "exec", command, sessionId, execTimeout });

    public async Task<(string Session, string Consumer)> OpenAsync()
    {
        var opened = await AskAsync(new { action = "init_session" });
        return (opened.Text("sessionId"), opened.Text("consumerId"));
    }

    public Task<JsonElement> PullAsync(string sessionId, string consumerId, long? afterSeq = null) =>
        AskAsync(new { action = "pull_results", sessionId, consumerId, afterSeq });

    /// <summary>Pulls until a result of this type (and input status) has come; answers everything that came.</summary>
    public async Task<List<JsonElement>> PullUntilAsync(string session, string consumer, Func<JsonElement, bool> wanted)
    {
        var all = new List<JsonElement>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!all.Exists(result => wanted(result)))
        {
            Assert.False(limit.IsCancellationRequested, $"Waited for a result in: {string.Join('\n', all)}");
            all.AddRange((await PullAsync(session, consumer)).Results());
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }

        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
