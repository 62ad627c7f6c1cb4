using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Arthas.Agent.Tests;

/// <summary>Takes the links of agents that are processes of their own, and hands each to the test.</summary>
internal sealed class NetworkHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Stream> _links = Channel.CreateUnbounded<Stream>();

    private NetworkHub(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<NetworkHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = new NetworkHub(builder.Build());
        hub._app.UseWebSockets();
        hub._app.Map("/agent", hub.TakeAsync);
        await hub._app.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>The next link, greeted.</summary>
    public async Task<HubEnd> WelcomeAsync()
    {
        var stream = await _links.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return await HubEnd.WelcomeAsync(stream, _ => Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _links.Writer.TryWrite(WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true));
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
