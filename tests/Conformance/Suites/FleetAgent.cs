using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;

namespace Arthas.Conformance.Suites;

/// <summary>An agent as its grain knows it, whose link the test is; each call by another node.</summary>
internal sealed class FleetAgent(string name, Func<TestNode> node)
{
    private static long _links;

    public string Name => name;

    public string Instance { get; set; } = "first";

    public LinkId Link { get; private set; } = new("test", Interlocked.Increment(ref _links));

    public TargetRecord[] Targets { get; set; } = [new($"shop_{name}-7", "shop", name, 7, ".NET 10.0.0", StartTime: 700)];

    public string Catalogue { get; set; } = "none";

    public Task<Registered> RegisterAsync(params JobKey[] running)
    {
        var at = node();
        var registration = new Registration
        {
            Agent = new AgentListing { Name = name, Instance = Instance, Version = "1", Host = name, Catalogue = Catalogue, Claims = Targets },
            Link = Link,
            Node = at.Self,
            Running = running,
        };
        return at.Calls.RunAsync(() => at.Agent(name).RegisterAsync(registration)).AsTask();
    }

    public void OnAnotherLink() => Link = new("test", Interlocked.Increment(ref _links));

    public Task<Renewed> RenewAsync(TargetRecord[]? targets = null, long acknowledged = 0, long received = 0, params JobKey[] ended) =>
        RenewAsync(new Renewal { Link = Link, Targets = targets, Acknowledged = acknowledged, Received = received, Ended = ended });

    public Task<Renewed> RenewAsync(Renewal renewal)
    {
        var at = node();
        return at.Calls.RunAsync(() => at.Agent(name).RenewAsync(renewal)).AsTask();
    }

    public Task AwayAsync(LinkId? link = null)
    {
        var at = node();
        return at.Calls.RunAsync(() => at.Agent(name).AwayAsync(link ?? Link)).AsTask();
    }

    public Task<bool> PostAsync(params AgentMessage[] messages)
    {
        var at = node();
        return at.Calls.RunAsync(() => at.Agent(name).PostAsync(messages)).AsTask();
    }

    /// <summary>What it has yet to be told, without acknowledging it.</summary>
    public async Task<AgentMessage[]> LettersAsync()
    {
        var renewed = await RenewAsync();
        Assert.True(renewed.IsMine, $"agent {name} is not on link {Link} any more");
        return [.. renewed.Letters.Select(static letter => letter.Message)];
    }
}
