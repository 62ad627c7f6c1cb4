using Microsoft.Extensions.Options;

namespace Arthas.Agent.Daemon;

/// <summary>What an agent needs that is a program of its own.</summary>
internal sealed class DaemonOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Hub))
        {
            failures.Add("Agent:Hub is missing: name a hub node, such as --Agent:Hub http://10.0.0.1:8563");
        }

        foreach (var address in HubAddresses.Split(options.Hub).Where(address => HubAddresses.Parse(address) is null))
        {
            failures.Add($"Agent:Hub: '{address}' is no address of a hub node, such as http://10.0.0.1:8563");
        }

        if (!string.IsNullOrEmpty(options.Metrics) && AgentOptions.Address(options.Metrics) is null)
        {
            failures.Add($"Agent:Metrics: '{options.Metrics}' is not an address such as http://127.0.0.1:9464");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
