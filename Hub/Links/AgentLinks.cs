using System.Collections.Concurrent;

namespace Arthas.Hub.Links;

/// <summary>The links that end at this node, by their agents' names.</summary>
internal sealed class AgentLinks
{
    private readonly ConcurrentDictionary<string, AgentLink> _links = new();

    public AgentLink? Find(string agent) => _links.GetValueOrDefault(agent);

    /// <summary>The newest link of an agent counts.</summary>
    public void Add(AgentLink link) => _links[link.Agent] = link;

    public void Remove(AgentLink link) => _links.TryRemove(new(link.Agent, link));
}
