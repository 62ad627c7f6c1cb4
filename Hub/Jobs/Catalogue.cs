using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Jobs;

/// <summary>The commands that agents know, from their hellos: an unknown one is answered without asking them.</summary>
internal sealed class Catalogue(IFleet fleet)
{
    public async ValueTask<IEnumerable<CommandSpec>> AllAsync(CancellationToken cancel) =>
        (await fleet.AgentsAsync(cancel)).SelectMany(agent => agent.Catalogue);

    /// <summary>False only when this agent (null: every agent there is) is known not to have the command.</summary>
    public async ValueTask<bool> MayRunAsync(string? agent, string command, CancellationToken cancel)
    {
        var asked = agent is null ? await fleet.AgentsAsync(cancel)
            : await fleet.AgentAsync(agent, cancel) is { } known ? [known] : [];
        return asked.Count == 0 || asked.Any(one => one.Catalogue.Any(spec => spec.Name == command));
    }
}
