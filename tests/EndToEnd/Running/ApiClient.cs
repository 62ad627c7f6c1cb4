using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Arthas.EndToEnd.Running;

/// <summary>Speaks the HTTP API as a script would. Knows no test framework: the benchmarks use it too.</summary>
/// <param name="prefix">Below which the hub answers, such as <c>/diagnostics</c>.</param>
internal sealed class ApiClient(Uri address, string prefix = "") : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(90) };

    public Uri Address { get; } = address;

    public HttpClient Http => _http;

    /// <summary>Of all requests from now on: <c>user:password</c>.</summary>
    public void Login(string login) =>
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));

    public async Task<JsonElement> PostAsync(object request)
    {
        using var content = new StringContent(request as string ?? JsonSerializer.Serialize(request), Encoding.UTF8);
        using var response = await _http.PostAsync(new Uri($"{prefix}/api", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }

    public Task<JsonElement> ExecAsync(string command, string? sessionId = null, int execTimeout = 30_000) =>
        PostAsync(new { action = "exec", command, sessionId, execTimeout });

    /// <summary>The results of a command that must succeed.</summary>
    public async Task<IReadOnlyList<JsonElement>> ResultsAsync(string command, int execTimeout = 30_000) =>
        Results(await ExecAsync(command, null, execTimeout), command);

    public async Task<(string Session, string Consumer)> OpenAsync(string? target = null)
    {
        var reply = Succeeded(await PostAsync(new { action = "init_session", target }), "init_session");
        return (reply.Text("sessionId"), reply.Text("consumerId"));
    }

    public async Task<IReadOnlyList<JsonElement>> PullAsync(string session, string consumer) =>
        Results(await PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer }), "pull_results");

    /// <summary>Pulls until a result is the wanted one; answers all that came, that one last or with what came beside it.</summary>
    public async Task<List<JsonElement>> PullUntilAsync(string session, string consumer, Func<JsonElement, bool> wanted, TimeSpan? within = null)
    {
        var all = new List<JsonElement>();
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        while (!all.Exists(result => wanted(result)))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited for a result in: {string.Join('\n', all)}");
            }

            all.AddRange(await PullAsync(session, consumer));
        }

        return all;
    }

    public void Dispose() => _http.Dispose();

    private static IReadOnlyList<JsonElement> Results(JsonElement reply, string what) =>
        [.. Succeeded(reply, what).GetProperty("body").GetProperty("results").EnumerateArray()];

    private static JsonElement Succeeded(JsonElement reply, string what) =>
        reply.Text("state") == "SUCCEEDED" ? reply : throw new InvalidOperationException($"{what}: {reply}");
}
