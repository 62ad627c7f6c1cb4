using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Hub.Links;

/// <summary>
/// The targets an agent lists, and which of them are another agent's: those are asked for again with each renewal of the
/// lease, since the other one may end or be lost.
/// </summary>
internal sealed class TargetClaims(IFleet fleet, string agent, IReadOnlyList<TargetRecord> targets)
{
    private IReadOnlyList<TargetRecord> _listed = targets;
    private List<TakenTarget> _taken = [];

    /// <summary>What the renewal is to carry: nothing while all is as it was.</summary>
    public IReadOnlyList<TargetRecord>? Renewal(IReadOnlyList<TargetRecord>? now)
    {
        _listed = now ?? _listed;
        return now ?? (_taken.Count > 0 ? _listed : null);
    }

    /// <summary>After a renewal that carried targets, and after the agent was registered: what is new to tell it, or null.</summary>
    public async ValueTask<IReadOnlyList<TakenTarget>?> ChangedAsync(CancellationToken cancel)
    {
        var taken = new List<TakenTarget>();
        foreach (var target in _listed)
        {
            if (await fleet.TargetAsync(target.Id, cancel) is { } known && known.Agent != agent)
            {
                taken.Add(new TakenTarget(target.Id, known.Agent));
            }
        }

        var changed = !taken.SequenceEqual(_taken);
        _taken = taken;
        return changed ? taken : null;
    }
}
