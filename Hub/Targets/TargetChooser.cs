using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Targets;

/// <summary>Finds the target that a request means: the one it names, else the default, else the only one there is.</summary>
internal sealed class TargetChooser(FleetView fleet, DefaultTarget standard)
{
    private const int MostChoicesNamed = 20;

    /// <param name="named">The request's <c>target</c>, or the id of the session's target.</param>
    public async ValueTask<TargetChoice> ChooseAsync(string? named, CancellationToken cancel)
    {
        var choice = await ChooseKnownAsync(named, cancel);
        if (choice.Target is null)
        {
            // Before anybody is told no: it may have come a moment ago.
            await fleet.LookAsync(cancel);
            choice = await ChooseKnownAsync(named, cancel);
        }

        return choice;
    }

    private async ValueTask<TargetChoice> ChooseKnownAsync(string? named, CancellationToken cancel)
    {
        // By far the most common: a session's target, or a whole id.
        if (named is not null && await fleet.TargetAsync(named, cancel) is { } exact)
        {
            return Available(exact);
        }

        var targets = await fleet.TargetsAsync(cancel);
        if ((named ?? standard.Query) is { } text)
        {
            var what = named is null ? $"default target '{text}'" : $"target '{text}'";
            return TargetQuery.Parse(text) is { } query
                ? Only([.. targets.Where(target => query.Matches(target.Target))], $"{what} not found", $"{what} is not one process", targets)
                : new TargetChoice(null, $"{what} is neither an id nor app=…, host=… or pid=…");
        }

        return Available(targets).Count == 0
            ? new TargetChoice(null, "no target: " + None(targets), Undecided: true)
            : Only(targets, "", "'target' is required", targets);
    }

    /// <summary>What a request in a session means: the target it names, else the session's, which is no other process that has its pid by now.</summary>
    public async ValueTask<TargetChoice> ChooseAsync(SessionState session, string? named, CancellationToken cancel)
    {
        var choice = await ChooseAsync(named ?? session.TargetId, cancel);
        if (session.TargetId is not { } own)
        {
            return choice;
        }

        return choice.Target?.Target is { } target
            ? target.Id == own && target.IsAfter(session.TargetStart)
                ? new TargetChoice(null, $"the session's target '{own}' has ended, pid {target.Pid} is another process now: make a session for that one")
                : choice
            : named is null
                ? new TargetChoice(null, $"the session's target '{own}' has ended or is out of reach: make a session for another one")
                : choice;
    }

    private static TargetChoice Only(
        IReadOnlyList<TargetState> matching,
        string none,
        string several,
        IReadOnlyList<TargetState> all)
    {
        var available = Available(matching);
        return available.Count switch
        {
            1 => new TargetChoice(available[0], Problem: null),
            > 1 => new TargetChoice(null, $"{several}, choose one of {List(available)}"),
            _ when matching.Count > 0 => Available(matching[0]),
            _ => new TargetChoice(null, Available(all) is { Count: > 0 } choices ? $"{none}, choose one of {List(choices)}" : $"{none}: {None(all)}"),
        };
    }

    private static List<TargetState> Available(IReadOnlyList<TargetState> targets) =>
        [.. targets.Where(static target => target.Target.Unavailable is null)];

    private static TargetChoice Available(TargetState target) => target.Target.Unavailable is { } reason
        ? new TargetChoice(null, $"target '{target.Target.Id}' cannot be diagnosed: {reason}")
        : new TargetChoice(target, Problem: null);

    private static string None(IReadOnlyList<TargetState> targets) => targets switch
    {
        [] => "no .NET process is known to this hub",
        [{ Target: { Unavailable: { } reason } only }] => $"the only .NET process known to this hub, {only.Id}, cannot be diagnosed: {reason}",
        _ => $"none of the {targets.Count} .NET processes known to this hub can be diagnosed, GET /api/v1/targets tells why",
    };

    private static string List(List<TargetState> targets)
    {
        var names = string.Join(", ", targets.Select(target => target.Target.Id).Order(StringComparer.Ordinal).Take(MostChoicesNamed));
        return targets.Count <= MostChoicesNamed ? names : $"{names} and {targets.Count - MostChoicesNamed} more";
    }
}
