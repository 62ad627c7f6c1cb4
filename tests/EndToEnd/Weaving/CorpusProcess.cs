using System.Globalization;
using System.Net.Sockets;
using Arthas.EndToEnd.Running;
using Microsoft.Diagnostics.NETCore.Client;

namespace Arthas.EndToEnd.Weaving;

/// <summary>The corpus, and once attached the hook in it that weaves what a test asks for (tests/Targets/WeavingHook).</summary>
internal sealed class CorpusProcess : IAsyncDisposable
{
    private static readonly Guid Port = new("6F1C2B6E-4C3B-4E0B-9B0A-5C1A7B6E0D42");

    private int _rounds;
    private Socket? _socket;
    private StreamReader? _reader;
    private StreamWriter? _writer;

    private CorpusProcess(RunningProcess process) => Process = process;

    public RunningProcess Process { get; }

    public static async Task<CorpusProcess> StartAsync()
    {
        var process = RunningProcess.Start(Built.Target("Corpus"), []);
        await process.LineAsync("^corpus ");
        return new CorpusProcess(process);
    }

    public static async Task<CorpusProcess> StartAttachedAsync()
    {
        var corpus = await StartAsync();
        await corpus.AttachAsync();
        return corpus;
    }

    /// <summary>What a round says, line by line.</summary>
    public async Task<IReadOnlyList<string>> RoundAsync()
    {
        var (before, after) = ($"end {_rounds}", $"end {++_rounds}");
        await Process.SendAsync("round");
        await Process.LineAsync($"^{after}$", TimeSpan.FromMinutes(1));
        return [.. Process.Lines.SkipWhile(line => _rounds > 1 && line != before).Skip(1).TakeWhile(line => line != after)];
    }

    public Task SendAsync(string line) => Process.SendAsync(line);

    public Task<string> LineAsync(string pattern) => Process.LineAsync(pattern, TimeSpan.FromMinutes(1));

    /// <summary>Nanoseconds a call of a method that the compiler inlines; the loop runs often enough to be optimised.</summary>
    public async Task<double> HotAsync()
    {
        var seen = Process.Lines.Count;
        await Process.SendAsync("hot");
        await Process.SendAsync("round");
        await Process.LineAsync($"^end {++_rounds}$", TimeSpan.FromMinutes(1));
        var line = Process.Lines.Skip(seen).Single(l => l.StartsWith("hot ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public async Task AttachAsync()
    {
        var client = new DiagnosticsClient(Process.Id);
        client.AttachProfiler(TimeSpan.FromSeconds(20), Port, Path.Combine(Built.Artifacts, "native", "libarthas_rejit.so"));
        var hook = Path.Combine(Path.GetDirectoryName(Built.Target("Corpus"))!.Replace("Corpus", "WeavingHook", StringComparison.Ordinal), "WeavingHook.dll");
        client.ApplyStartupHook(hook);
        var path = Path.Combine(Path.GetDirectoryName(hook)!, $"{Process.Id}.weaving");
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await _socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        File.Delete(path);
        var stream = new NetworkStream(_socket);
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>An order of <c>Orders.cs</c> and its answer.</summary>
    public async Task<IReadOnlyList<string>> OrderAsync(string order)
    {
        await _writer!.WriteLineAsync(order);
        var answer = new List<string>();
        while (await _reader!.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line && line != ".")
        {
            answer.Add(line);
        }

        return answer;
    }

    public async Task<string> AskAsync(string order) => Assert.Single(await OrderAsync(order));

    public async Task<long> TotalAsync(string name) => long.Parse(await AskAsync($"total {name}"), CultureInfo.InvariantCulture);

    /// <summary>Threads, handles, assemblies, heap and rss (KiB) of the process.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StateAsync() =>
        (await OrderAsync("state")).Select(line => line.Split(' ')).ToDictionary(p => p[0], p => long.Parse(p[1], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        await Process.DisposeAsync();
    }
}
