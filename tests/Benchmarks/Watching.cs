using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks;

/// <summary>A watch in a session of its own, from its <c>enhancer</c> result to its end.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private readonly ApiClient _api;

    private Watching(ApiClient api, string session, string consumer) => (_api, Session, Consumer) = (api, session, consumer);

    public string Session { get; }

    public string Consumer { get; }

    public static async Task<Watching> StartAsync(ApiClient api, string command)
    {
        var (session, consumer) = await api.OpenAsync();
        await api.PostAsync(new { action = "async_exec", command, sessionId = session });
        var results = await api.PullUntilAsync(session, consumer, static result => result.Is("enhancer") || result.Is("status"));
        return results.Find(static result => result.Is("status")) is { ValueKind: JsonValueKind.Object } status
            ? throw new InvalidOperationException($"{command}: {status}")
            : new Watching(api, session, consumer);
    }

    /// <summary>What the watch said of itself meanwhile, such as that it is sampled; empty when all calls were looked at.</summary>
    public async Task<string> RemarksAsync()
    {
        var results = await _api.PullAsync(Session, Consumer);
        return string.Join(' ', results.Where(static result => result.Is("message") || result.Is("status"))
            .Select(static result => result.TryGetProperty("message", out var text) ? text.GetString() : "ended"));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.PostAsync(new { action = "interrupt_job", sessionId = Session });
        await _api.PullUntilAsync(Session, Consumer, static result => result.Is("status"));
        await _api.PostAsync(new { action = "close_session", sessionId = Session });
    }
}
