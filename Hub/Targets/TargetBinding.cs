using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;
using Arthas.Silo.Hosting;

namespace Arthas.Hub.Targets;

/// <summary>
/// What <c>/proxy/{target}/api</c> allows: a request about the target of its path, and in a session only one of that
/// target.
/// </summary>
internal sealed class TargetBinding(TargetChooser targets)
{
    /// <param name="bound">The target of the path: an id, or <c>app=…</c>, <c>host=…</c>, <c>pid=…</c>.</param>
    /// <param name="named">The request's own <c>target</c>.</param>
    /// <returns>The target's id, or what is wrong.</returns>
    public async ValueTask<(string Id, string? Problem)> ResolveAsync(
        string bound, string? named, SessionState? session, CancellationToken cancel)
    {
        var choice = await targets.ChooseAsync(bound, cancel);
        var id = choice.Target?.Target.Id ?? bound;
        if (named is not null && named != bound && (await targets.ChooseAsync(named, cancel)).Target?.Target.Id != id)
        {
            return (id, $"'target' is '{named}', but this address is bound to '{id}'");
        }

        if (session is null)
        {
            return (id, choice.Problem);
        }

        // Its results stay readable when the target has ended.
        return session.TargetId == id ? (id, null)
            : choice.Problem is not null ? (id, choice.Problem)
            : (id, $"session {session.Id} is of {(session.TargetId is { } other ? $"target '{other}'" : "no target")}, but this address is bound to '{id}'");
    }
}
