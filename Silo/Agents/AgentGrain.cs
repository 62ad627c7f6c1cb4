using Arthas.Contracts.Cluster;
using Arthas.Silo.Stores;
using Arthas.Silo.Wire;
using Orleans.Utilities;

namespace Arthas.Silo.Agents;

/// <summary>A shell over the store; what it adds is that whoever holds the agent's link hears of a message at once.</summary>
[Reentrant, PreferLocalPlacement]
internal sealed class AgentGrain(SiloStore store, IWholeStore whole, ILogger<AgentGrain> logger) : Grain, IAgentGrain
{
    private readonly ObserverManager<IInboxObserver> _readers = new(InboxReader.Lease, logger);

    private string Name => this.GetPrimaryKeyString();

    public async Task<int> RegisterAsync(Packed agent, Packed link, CancellationToken cancel)
    {
        var record = agent.To(SiloJson.Default.AgentRecord)!;
        record = record with { Targets = await FreeAsync(record.Targets, cancel) };
        return (int)await store.Fleet.RegisterAsync(record, link.To(SiloJson.Default.LinkId)!, cancel);
    }

    public async Task<bool> RenewAsync(Packed link, Packed targets, CancellationToken cancel)
    {
        var now = targets.To(SiloJson.Default.IReadOnlyListTargetRecord);
        return await store.Fleet.RenewAsync(
            Name, link.To(SiloJson.Default.LinkId)!, now is null ? null : await FreeAsync(now, cancel), cancel);
    }

    public async Task AwayAsync(Packed link, CancellationToken cancel) =>
        await store.Fleet.AwayAsync(Name, link.To(SiloJson.Default.LinkId)!, cancel);

    public async Task ForgetAsync(CancellationToken cancel)
    {
        await store.Fleet.ForgetAsync(Name, cancel);
        await ChangedAsync();
    }

    public async Task<bool> PostAsync(Packed message, CancellationToken cancel)
    {
        var posted = await store.Fleet.PostAsync(Name, message.To(SiloJson.Default.InboxMessage)!, cancel);
        await ChangedAsync();
        return posted;
    }

    public async Task<Packed> ReadInboxAsync(long after, IInboxObserver observer, CancellationToken cancel)
    {
        // First, so that no message falls between reading and listening.
        _readers.Subscribe(observer, observer);
        var entries = await store.Fleet.ReadInboxAsync(Name, after, TimeSpan.Zero, cancel);
        return Packed.Of(entries, SiloJson.Default.IReadOnlyListInboxEntry);
    }

    public async Task AcknowledgeInboxAsync(long number, CancellationToken cancel) =>
        await store.Fleet.AcknowledgeInboxAsync(Name, number, cancel);

    public Task LeaveAsync(IInboxObserver observer)
    {
        _readers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <summary>Without those of other agents: a silo's own memory knows only its own agents.</summary>
    private async Task<IReadOnlyList<TargetRecord>> FreeAsync(IReadOnlyList<TargetRecord> targets, CancellationToken cancel)
    {
        if (store.IsShared || targets.Count == 0)
        {
            return targets;
        }

        var taken = (await whole.TargetsAsync(cancel)).Where(target => target.Agent != Name).Select(target => target.Target.Id).ToHashSet();
        return [.. targets.Where(target => !taken.Contains(target.Id))];
    }

    private Task ChangedAsync() => _readers.Notify(reader => reader.ChangedAsync());
}
