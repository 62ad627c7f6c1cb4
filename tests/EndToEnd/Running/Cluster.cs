using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Arthas.EndToEnd.Running;

/// <summary>
/// Hub nodes on one Redis, a program that counts, and its agent, whose link to each node goes through a network that can
/// fail. Requests go to the nodes in turn, as a balancer without stickiness sends them.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Token = "a token of the agents";

    private readonly ClusterPlan _plan;
    private readonly List<IAsyncDisposable> _running = [];
    private int _turn;

    private Cluster(ClusterPlan plan) => _plan = plan;

    public RedisProcess Redis { get; private set; } = null!;

    public IReadOnlyList<ClusterNode> Nodes { get; private set; } = [];

    public RunningProcess Counter { get; private set; } = null!;

    public RunningProcess Agent { get; private set; } = null!;

    /// <summary>The node that the agent is linked to, as it last said.</summary>
    public ClusterNode Linked
    {
        get
        {
            var port = Regex.Match(Agent.Lines.Last(line => line.Contains("Linked to", StringComparison.Ordinal)), @"127\.0\.0\.1:(\d+)").Groups[1].Value;
            return Nodes.Single(node => $"{node.Network.Address.Port}" == port);
        }
    }

    public static async Task<Cluster> StartAsync(ClusterPlan? plan = null)
    {
        Assert.SkipWhen(RedisProcess.WhyNot is not null, RedisProcess.WhyNot ?? "");
        var cluster = new Cluster(plan ?? new ClusterPlan());
        try
        {
            await cluster.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node whose turn it is.</summary>
    public ClusterNode Next()
    {
        var up = Nodes.Where(node => !node.IsLeftOut).ToList();
        var from = up.Count > 0 ? up : Nodes;
        return from[(int)((uint)Interlocked.Increment(ref _turn) % from.Count)];
    }

    /// <summary>Of the node whose turn it is, which must do it.</summary>
    public Task<JsonElement> PostAsync(object request) => Next().Hub.Api.PostAsync(request);

    /// <summary>An agent for the counting program; later options go before earlier ones.</summary>
    /// <param name="until">What it prints when it is that far.</param>
    public async Task<RunningProcess> StartAgentAsync(string until, params string[] options)
    {
        var agent = RunningProcess.Start(
            Built.Agent,
            [
                "--Agent:Hub", string.Join(',', Nodes.Select(node => node.Network.Address.GetLeftPart(UriPartial.Authority))),
                "--Agent:Token", Token, "--Agent:Name", "web01", "--Agent:Apps", "Counter", .. _plan.AgentOptions, .. options,
            ]);
        _running.Add(agent);
        await agent.LineAsync(until);
        return agent;
    }

    /// <summary>The program counts so much further, and no more; answers its last number.</summary>
    public async Task<int> CountOutAsync(int more, TimeSpan? within = null)
    {
        await Counter.SendAsync($"{more}");
        var line = await Counter.LineAsync("counted to", within);
        return int.Parse(Regex.Match(line, @"\d+").Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The agent, killed or not, is replaced by one of the same name.</summary>
    public async Task RestartAgentAsync()
    {
        Agent = await StartAgentAsync("Linked to");
        await Nodes[0].Hub.ListedAsync(Counter);
    }

    /// <summary>Nothing is woven into the counting program, and it can be watched again.</summary>
    /// <param name="counts">It still calls the method.</param>
    public async Task IsCleanAsync(bool counts = true)
    {
        // A probe whose agent was killed finds its socket closed at once, and is out a moment later.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var affected = (await Next().Hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect");
        Assert.Equal(0, affected.GetProperty("methodCount").GetInt32());
        if (counts)
        {
            Assert.Equal(["enhancer", "watch", "status"], (await Next().Hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 1")).Select(r => r.Text("type")));
        }
    }

    /// <summary>Between the agent and all nodes; healed when <paramref name="meanwhile"/> is over.</summary>
    public async Task WithoutNetworkAsync(bool freezes, Task meanwhile)
    {
        foreach (var node in Nodes)
        {
            if (freezes)
            {
                node.Network.Freeze();
            }
            else
            {
                node.Network.Cut();
            }
        }

        await meanwhile;
        foreach (var node in Nodes)
        {
            node.Network.Heal();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in Enumerable.Reverse(_running))
        {
            await running.DisposeAsync();
        }
    }

    private async Task StartAsync()
    {
        Redis = await RedisProcess.StartAsync();
        _running.Add(Redis);
        Counter = RunningProcess.Start(Built.Target("Counter"), ["--rate", $"{_plan.Rate}"]);
        _running.Add(Counter);
        await Counter.LineAsync("counting");
        string[] options = [.. Redis.Options, "--Hub:Target", $"pid={Counter.Id}", "--Agent:Embedded", "false", "--Agent:Token", Token, .. _plan.NodeOptions];
        var hubs = await Task.WhenAll(Enumerable.Range(0, _plan.Nodes).Select(_ => HubProcess.StartAsync(options)));
        Nodes = [.. hubs.Select(hub => new ClusterNode(hub))];
        _running.AddRange(Nodes);
        Agent = await StartAgentAsync("Linked to");
        await Nodes[0].Hub.ListedAsync(Counter);
    }
}
