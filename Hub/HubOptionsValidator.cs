using Arthas.Hub.Security;
using Arthas.Hub.Targets;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

/// <summary>Names every mistake at once, each with its key.</summary>
internal sealed class HubOptionsValidator(IOptions<LeaseOptions> leases) : IValidateOptions<HubOptions>
{
    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        List<string?> wrong =
        [
            Check(
                string.IsNullOrEmpty(options.Target) || TargetQuery.Parse(options.Target) is not null,
                nameof(HubOptions.Target),
                $"'{options.Target}' is neither a target's id nor app=…, host=… or pid=…"),
            Check(
                options.Username?.Contains(':') is not true,
                nameof(HubOptions.Username),
                "must not contain a colon: HTTP Basic cannot carry it"),
            Check(
                options.ObserverUsername?.Contains(':') is not true,
                nameof(HubOptions.ObserverUsername),
                "must not contain a colon: HTTP Basic cannot carry it"),
            Check(
                string.IsNullOrEmpty(options.ObserverPassword)
                    || Or(options.ObserverUsername, Credentials.DefaultObserver) != Or(options.Username, Credentials.DefaultUsername),
                nameof(HubOptions.ObserverUsername),
                $"must not be {nameof(HubOptions.Username)}, who may do everything"),
            .. Hosts(options.AllowedHosts).Select(host => Check(
                Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown,
                nameof(HubOptions.AllowedHosts),
                $"'{host}' is not a host's name or address (without scheme and port; several are separated by ;)")),
            Check(
                !options.Demo || File.Exists(options.DemoPath),
                nameof(HubOptions.DemoPath),
                $"{options.DemoPath} is not there: build tests/Targets/MathGame, or name another program"),
            Positive(options.ExecTimeout, nameof(HubOptions.ExecTimeout), TimeSpan.FromDays(24)),
            Positive(options.JobTimeout, nameof(HubOptions.JobTimeout), TimeSpan.FromDays(365)),
            Check(options.BackgroundJobs is >= 0 and <= 1000, nameof(HubOptions.BackgroundJobs), $"{options.BackgroundJobs} is not between 0 and 1000"),
            Positive(options.PullWait, nameof(HubOptions.PullWait), TimeSpan.FromMinutes(5)),
            Check(
                options.PullWait < leases.Value.Consumer,
                nameof(HubOptions.PullWait),
                $"{options.PullWait} must be shorter than {LeaseOptions.Section}:{nameof(LeaseOptions.Consumer)} ({leases.Value.Consumer}), or a consumer is removed while it waits"),
        ];
        var failures = wrong.OfType<string>().ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Or(string? name, string absent) => string.IsNullOrEmpty(name) ? absent : name;

    private static string? Positive(TimeSpan value, string key, TimeSpan most) =>
        Check(value > TimeSpan.Zero && value <= most, key, $"{value} is not between 0 and {most}");

    private static string? Check(bool right, string key, string problem) => right ? null : $"{HubOptions.Section}:{key}: {problem}";

    private static string[] Hosts(string? text) =>
        text?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
