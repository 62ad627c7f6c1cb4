using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Arthas.Silo.Tests.Processes;

/// <summary>One Arthas.Silo process, which can die and be started again in its place.</summary>
internal sealed class Node(string role, string redis) : IAsyncDisposable
{
    public const string Token = "a token of the agents";

    /// <summary>On a machine that is very busy.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private readonly int[] _ports = FreePorts.Take(3);
    private RunningProcess? _process;
    private HttpClient? _http;

    public string Address => $"http://127.0.0.1:{_ports[0]}";

    public RunningProcess Process => _process!;

    public async Task StartAsync()
    {
        _process = RunningProcess.Start(
            Built.Silo,
            [
                "--urls", Address, "--Silo:Role", role, "--Silo:Port", $"{_ports[1]}", "--Silo:Gateway", $"{_ports[2]}",
                "--Cluster:Redis", redis, "--Agent:Embedded", "false", "--Agent:Token", Token,
            ]);
        _http?.Dispose();
        // Longer than a pull is parked; a frozen node is given up after it, as a balancer would.
        _http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(4) };
        await ReadyAsync();
    }

    public async Task<JsonElement> PostAsync(object request, CancellationToken cancel)
    {
        using var content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8);
        using var response = await _http!.PostAsync(new Uri("/api", UriKind.Relative), content, cancel);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancel));
        return document.RootElement.Clone();
    }

    public async Task<string> GetAsync(string path, CancellationToken cancel) => await _http!.GetStringAsync(new Uri(path, UriKind.Relative), cancel);

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private async Task ReadyAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await GetAsync("/health/ready", CancellationToken.None) == "ready\n")
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
                if (Process.HasExited || Stopwatch.GetElapsedTime(begin) > StartsWithin)
                {
                    throw new TimeoutException($"{Address} did not become ready{(Process.HasExited ? " but ended" : "")}: {e.Message}\n{string.Join('\n', Process.Lines)}", e);
                }
            }

            await Task.Delay(50);
        }
    }
}
