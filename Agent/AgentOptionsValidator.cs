using Microsoft.Extensions.Options;

namespace Arthas.Agent;

/// <summary>What every agent's options must be, also those of one inside a hub; each mistake is told with its key.</summary>
public sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string?> wrong =
        [
            Check(!string.IsNullOrWhiteSpace(options.Name), nameof(options.Name), "must not be blank"),
            Positive(options.Rescan, nameof(options.Rescan)),
            Positive(options.Heartbeat, nameof(options.Heartbeat)),
            Positive(options.LinkSilence, nameof(options.LinkSilence)),
            Check(options.KeepAcknowledged >= TimeSpan.Zero, nameof(options.KeepAcknowledged), $"{options.KeepAcknowledged} is less than nothing"),
            Check(options.JobBytes > 0, nameof(options.JobBytes), $"{options.JobBytes} must be more than 0"),
        ];
        string[] failures = [.. wrong.OfType<string>()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Positive(TimeSpan value, string key) =>
        Check(value > TimeSpan.Zero && value <= TimeSpan.FromDays(1), key, $"{value} is not between 0 and a day");

    private static string? Check(bool right, string key, string problem) => right ? null : $"{AgentOptions.Section}:{key} {problem}";
}
