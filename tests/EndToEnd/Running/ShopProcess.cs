using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Arthas.EndToEnd.Running;

/// <summary>The shop (tests/Targets/Shop) under one command of a hub: orders in, the program's own words and our results out.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private int _lines;

    private ShopProcess(RunningProcess process, HubProcess hub) => (Process, Hub) = (process, hub);

    public RunningProcess Process { get; }

    public HubProcess Hub { get; }

    public string Session { get; private set; } = "";

    public string Consumer { get; private set; } = "";

    public static async Task<ShopProcess> StartAsync()
    {
        var process = RunningProcess.Start(Built.Target("Shop"), []);
        await process.LineAsync("^shop ");
        var shop = new ShopProcess(process, await HubProcess.StartForAsync(process));
        (shop.Session, shop.Consumer) = await shop.Hub.Api.OpenAsync();
        return shop;
    }

    /// <summary>Starts a command that weaves; answers its <c>enhancer</c> result.</summary>
    public async Task<JsonElement> WatchAsync(string command)
    {
        await Hub.Api.PostAsync(new { action = "async_exec", command, sessionId = Session });
        var results = await Hub.Api.PullUntilAsync(Session, Consumer, static result => result.Is("enhancer") || result.Is("status"));
        return results.One("enhancer");
    }

    /// <summary>What the program says of an order: its result, the nanoseconds it took, those of its last piece of work.</summary>
    public async Task<(string Result, long Nanoseconds, long Last)> OrderAsync(string order)
    {
        await Process.SendAsync(order);
        _lines++;
        var said = await Process.LineAsync(_ => Said().Count >= _lines, $"the answer to '{order}'");
        var match = Regex.Match(Said()[_lines - 1], @"^.* = (.*) in (\d+) last (\d+)$");
        return match.Success ? (match.Groups[1].Value, Number(match.Groups[2]), Number(match.Groups[3])) : throw new InvalidOperationException(said);
    }

    /// <summary>As many results of a type.</summary>
    public async Task<List<JsonElement>> PullAsync(string type, int count = 1)
    {
        var all = new List<JsonElement>();
        while (all.Count(result => result.Is(type)) < count)
        {
            all.AddRange(await Hub.Api.PullUntilAsync(Session, Consumer, result => result.Is(type)));
        }

        return [.. all.Where(result => result.Is(type))];
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Process.DisposeAsync();
    }

    private List<string> Said() => [.. Process.Lines.Where(static line => line.Contains(" last ", StringComparison.Ordinal))];

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);
}
