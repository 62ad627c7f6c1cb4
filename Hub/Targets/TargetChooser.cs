using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Targets;

/// <summary>Finds the target that a request means: the one it names, else the default, else the only one there is.</summary>
internal sealed class TargetChooser(IFleet fleet, DefaultTarget standard)
{
    private const int MostChoicesNamed = 20;

    /// <param name="named">The request's <c>target</c>, or the id of the session's target.</param>
    public async ValueTask<TargetChoice> ChooseAsync(string? named, CancellationToken cancel)
    {
        // By far the most common: a session's target, or a whole id.
        if (named is not null && await fleet.TargetAsync(named, cancel) is { } exact)
        {
            return new TargetChoice(exact, Problem: null);
        }

        var targets = await fleet.TargetsAsync(cancel);
        if ((named ?? standard.Query) is { } text)
        {
            var what = named is null ? $"default target '{text}'" : $"target '{text}'";
            return TargetQuery.Parse(text) is { } query
                ? Only([.. targets.Where(target => query.Matches(target.Target))], $"{what} not found", $"{what} is not one process", targets)
                : new TargetChoice(null, $"{what} is neither an id nor app=…, host=… or pid=…");
        }

        return targets.Count == 0
            ? new TargetChoice(null, "no target: no .NET process is known to this hub", Undecided: true)
            : Only(targets, "", "'target' is required", targets);
    }

    private static TargetChoice Only(
        IReadOnlyList<TargetState> matching,
        string none,
        string several,
        IReadOnlyList<TargetState> all) => matching.Count switch
        {
            1 => new TargetChoice(matching[0], Problem: null),
            0 => new TargetChoice(null, all.Count == 0 ? $"{none}: no .NET process is known to this hub" : $"{none}, choose one of {List(all)}"),
            _ => new TargetChoice(null, $"{several}, choose one of {List(matching)}"),
        };

    private static string List(IReadOnlyList<TargetState> targets)
    {
        var names = string.Join(", ", targets.Select(target => target.Target.Id).Order(StringComparer.Ordinal).Take(MostChoicesNamed));
        return targets.Count <= MostChoicesNamed ? names : $"{names} and {targets.Count - MostChoicesNamed} more";
    }
}
