using System.Collections.Concurrent;

namespace Arthas.Hub.Links;

/// <summary>
/// The links that end at this node, by their agents' names. When the node stops, its agents go first: a grain of theirs
/// that went before them would have to come back elsewhere before they could.
/// </summary>
internal sealed class AgentLinks : IHostedService
{
    /// <summary>An agent that was told to go elsewhere is there within this, if there is another node.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Results come through the new links by then. The sessions, which go with the silo, make a gap of their own: one after the other is shorter than both at once.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<string, AgentLink> _links = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _leaving = new();

    public AgentLink? Find(string agent) => _links.GetValueOrDefault(agent);

    /// <summary>The newest link of an agent counts.</summary>
    public void Add(AgentLink link) => _links[link.Agent] = link;

    public void Remove(AgentLink link) => _links.TryRemove(new(link.Agent, link));

    /// <summary>The agent is about to be told that this node goes.</summary>
    public void Leaves(string agent) => _leaving.TryAdd(agent, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The agent is linked to another node.</summary>
    public void Moved(string agent)
    {
        if (_leaving.TryGetValue(agent, out var leaving))
        {
            leaving.TrySetResult();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_leaving.IsEmpty)
        {
            return;
        }

        var moved = Task.WhenAll(_leaving.Values.Select(static leaving => leaving.Task));
        await moved.WaitAsync(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Settling, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
