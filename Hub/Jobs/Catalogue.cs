using Arthas.Contracts.CommandLine;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Jobs;

/// <summary>The commands that agents know, from their hellos: an unknown one is answered without asking them.</summary>
internal sealed class Catalogue(FleetView fleet)
{
    public async ValueTask<IEnumerable<CommandSpec>> AllAsync(CancellationToken cancel)
    {
        var all = new List<CommandSpec>();
        foreach (var hash in (await fleet.AgentsAsync(cancel)).Select(static agent => agent.Catalogue).Distinct())
        {
            all.AddRange(await fleet.CatalogueAsync(hash, cancel) ?? []);
        }

        return all;
    }

    /// <summary>False only when this agent (null: every agent there is) is known not to have the command.</summary>
    public async ValueTask<bool> MayRunAsync(string? agent, string command, CancellationToken cancel)
    {
        var agents = await fleet.AgentsAsync(cancel);
        var known = false;
        foreach (var hash in agents.Where(one => agent is null || one.Name == agent).Select(static one => one.Catalogue).Distinct())
        {
            known = true;
            var commands = await fleet.CatalogueAsync(hash, cancel);
            if (commands is null || Array.Exists(commands, spec => spec.Name == command))
            {
                return true;
            }
        }

        return !known;
    }
}
