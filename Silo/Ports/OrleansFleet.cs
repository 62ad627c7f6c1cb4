using Arthas.Contracts.Cluster;
using Arthas.Silo.Agents;
using Arthas.Silo.Stores;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Ports;

/// <summary>The port of the fleet on grains: what names an agent goes to its grain, the rest to the nearest silo.</summary>
internal sealed class OrleansFleet(IGrainFactory grains, GrainCalls calls, TimeProvider time) : IFleet
{
    private IStoreGrain Store => grains.GetGrain<IStoreGrain>(0);

    public async ValueTask<RegisterOutcome> RegisterAsync(AgentRecord agent, LinkId link, CancellationToken cancel)
    {
        var (record, number) = (Packed.Of(agent, SiloJson.Default.AgentRecord), Pack(link));
        return (RegisterOutcome)await calls.RunAsync(c => Agent(agent.Name).RegisterAsync(record, number, c), cancel);
    }

    public ValueTask<bool> RenewAsync(string agent, LinkId link, IReadOnlyList<TargetRecord>? targets, CancellationToken cancel)
    {
        var (number, list) = (Pack(link), Packed.Of(targets, SiloJson.Default.IReadOnlyListTargetRecord));
        return calls.RunAsync(c => Agent(agent).RenewAsync(number, list, c), cancel);
    }

    public ValueTask AwayAsync(string agent, LinkId link, CancellationToken cancel) =>
        calls.RunAsync(c => Agent(agent).AwayAsync(Pack(link), c), cancel);

    public async ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.AgentsAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListAgentRecord)!;

    public async ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.TargetsAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListTargetState)!;

    public async ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.TargetAsync(targetId, c), cancel)).To(SiloJson.Default.TargetState);

    public ValueTask<bool> PostAsync(string agent, InboxMessage message, CancellationToken cancel)
    {
        var packed = Packed.Of(message, SiloJson.Default.InboxMessage);
        return calls.RunAsync(c => Agent(agent).PostAsync(packed, c), cancel);
    }

    public async ValueTask<IReadOnlyList<InboxEntry>?> ReadInboxAsync(string agent, long after, TimeSpan wait, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        var reader = new InboxReader();
        var observer = grains.CreateObjectReference<IInboxObserver>(reader);
        try
        {
            while (true)
            {
                var changed = reader.Next;
                var entries = (await calls.RunAsync(c => Agent(agent).ReadInboxAsync(after, observer, c), cancel))
                    .To(SiloJson.Default.IReadOnlyListInboxEntry);
                var left = wait - time.GetElapsedTime(begin);
                if (entries is not { Count: 0 } || left <= TimeSpan.Zero)
                {
                    return entries;
                }

                var part = left < InboxReader.Renewal ? left : InboxReader.Renewal;
                await changed.WaitAsync(part, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancel.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // If nobody hears of it, the observer's lease ends by itself.
            _ = Agent(agent).LeaveAsync(observer).ContinueWith(
                left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            grains.DeleteObjectReference<IInboxObserver>(observer);
        }
    }

    public ValueTask AcknowledgeInboxAsync(string agent, long number, CancellationToken cancel) =>
        calls.RunAsync(c => Agent(agent).AcknowledgeInboxAsync(number, c), cancel);

    public async ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.TakeLostAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListString)!;

    public ValueTask ForgetAsync(string agent, CancellationToken cancel) => calls.RunAsync(c => Agent(agent).ForgetAsync(c), cancel);

    private IAgentGrain Agent(string name) => grains.GetGrain<IAgentGrain>(name);

    private static Packed Pack(LinkId link) => Packed.Of(link, SiloJson.Default.LinkId);
}
