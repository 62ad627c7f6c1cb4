using Arthas.Silo.Wire;

namespace Arthas.Silo.Agents;

/// <summary>One agent, by its name: its lease, its targets and its inbox.</summary>
[Alias("arthas.agent")]
internal interface IAgentGrain : IGrainWithStringKey
{
    [Alias("register")]
    Task<int> RegisterAsync(Packed agent, Packed link, CancellationToken cancel);

    [Alias("renew")]
    Task<bool> RenewAsync(Packed link, Packed targets, CancellationToken cancel);

    [Alias("away")]
    Task AwayAsync(Packed link, CancellationToken cancel);

    [Alias("forget")]
    Task ForgetAsync(CancellationToken cancel);

    [Alias("post")]
    Task<bool> PostAsync(Packed message, CancellationToken cancel);

    /// <summary>What there is now; from then on <paramref name="observer"/> hears of more, until it has not asked for a while.</summary>
    [Alias("read-inbox")]
    Task<Packed> ReadInboxAsync(long after, IInboxObserver observer, CancellationToken cancel);

    [Alias("acknowledge-inbox")]
    Task AcknowledgeInboxAsync(long number, CancellationToken cancel);

    [Alias("leave")]
    Task LeaveAsync(IInboxObserver observer);
}
