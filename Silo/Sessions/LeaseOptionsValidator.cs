using Arthas.Contracts.Links;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Sessions;

/// <summary>How the leases must stand to each other; each is told with both keys. Their single bounds are on the options.</summary>
internal sealed class LeaseOptionsValidator : IValidateOptions<LeaseOptions>
{
    public ValidateOptionsResult Validate(string? name, LeaseOptions leases)
    {
        List<string?> wrong =
        [
            Check(
                LinkTimes.Suits(leases.Heartbeat, leases.Link),
                $"{nameof(leases.Link)}: {leases.Link} must be at least twice {Key(nameof(leases.Heartbeat))} ({leases.Heartbeat}), or a heartbeat that comes late ends a link"),
            Check(
                leases.Link < leases.Agent,
                $"{nameof(leases.Agent)}: {leases.Agent} must be longer than {Key(nameof(leases.Link))} ({leases.Link}), or an agent is gone before its link is"),
            Check(
                leases.Agent <= leases.EndedJob,
                $"{nameof(leases.EndedJob)}: {leases.EndedJob} must not be shorter than {Key(nameof(leases.Agent))} ({leases.Agent}), or what an agent brings late of a job is not counted"),
            Check(
                leases.Unheard <= leases.Consumer,
                $"{nameof(leases.Consumer)}: {leases.Consumer} must not be shorter than {Key(nameof(leases.Unheard))} ({leases.Unheard}), or a consumer is removed before it counts as deaf"),
            Check(
                leases.Consumer <= leases.Session,
                $"{nameof(leases.Session)}: {leases.Session} must not be shorter than {Key(nameof(leases.Consumer))} ({leases.Consumer}), or a session goes before its consumers"),
        ];
        string[] failures = [.. wrong.OfType<string>()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Check(bool right, string problem) => right ? null : Key(problem);

    private static string Key(string rest) => $"{LeaseOptions.Section}:{rest}";
}
