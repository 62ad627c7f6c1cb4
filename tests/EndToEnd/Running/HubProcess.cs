using System.Text.RegularExpressions;

namespace Arthas.EndToEnd.Running;

/// <summary>A hub with its embedded agent, on a port of its own.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly string _executable;
    private readonly string[] _options;

    private readonly IReadOnlyDictionary<string, string?>? _environment;

    private HubProcess(string executable, string[] options, IReadOnlyDictionary<string, string?>? environment, RunningProcess process, Uri address)
    {
        (_executable, _options, _environment) = (executable, options, environment);
        Process = process;
        Api = new ApiClient(address);
    }

    public RunningProcess Process { get; private set; }

    public ApiClient Api { get; }

    public static Task<HubProcess> StartAsync(params string[] options) => StartBuiltAsync(Built.Hub, options);

    public static Task<HubProcess> StartWithAsync(IReadOnlyDictionary<string, string?> environment, params string[] options) => StartAsync(Built.Hub, options, environment);

    /// <summary>One of another build.</summary>
    public static Task<HubProcess> StartBuiltAsync(string executable, params string[] options) => StartAsync(executable, options, environment: null);

    private static async Task<HubProcess> StartAsync(string executable, string[] options, IReadOnlyDictionary<string, string?>? environment)
    {
        var (process, address) = await StartAsync(executable, "http://127.0.0.1:0", options, environment);
        return new HubProcess(executable, options, environment, process, address);
    }

    /// <summary>After its end, at the same address.</summary>
    public async Task StartAgainAsync()
    {
        await Process.DisposeAsync();
        (Process, _) = await StartAsync(_executable, Api.Address.GetLeftPart(UriPartial.Authority), _options, _environment);
    }

    /// <summary>A hub whose default target is this process; answers when the target is listed.</summary>
    public static async Task<HubProcess> StartForAsync(RunningProcess target, params string[] options)
    {
        var hub = await StartAsync(["--Hub:Target", $"pid={target.Id}", .. options]);
        await hub.ListedAsync(target);
        return hub;
    }

    /// <summary>The same, where a login is needed: <c>user:password</c>. Without the cookie, so that a later login is the one that counts.</summary>
    public static async Task<HubProcess> StartForAsync(RunningProcess target, string[] options, string login)
    {
        var hub = await StartAsync(["--Hub:Target", $"pid={target.Id}", .. options]);
        hub.Api.Login(login);
        await hub.ListedAsync(target);
        return hub;
    }

    /// <summary>Asks until the agent has listed the process, which it does as soon as it sees its diagnostics socket.</summary>
    public async Task ListedAsync(RunningProcess target)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            // Not a failure when it is no success: the engine may be away at this moment.
            using var response = await Api.Http.GetAsync(new Uri("/api/v1/targets", UriKind.Relative), limit.Token);
            if ((await response.Content.ReadAsStringAsync(limit.Token)).Contains($"\"pid\":{target.Id},", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Process.DisposeAsync();
    }

    private static async Task<(RunningProcess Process, Uri Address)> StartAsync(string executable, string urls, string[] options, IReadOnlyDictionary<string, string?>? environment)
    {
        var process = RunningProcess.Start(executable, ["--urls", urls, .. options], environment);
        string line = await process.LineAsync(@"listens on http://127\.0\.0\.1:[1-9]\d*");
        return (process, new Uri(Regex.Match(line, @"http://127\.0\.0\.1:\d+").Value));
    }
}
