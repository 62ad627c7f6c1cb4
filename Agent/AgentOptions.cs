using Arthas.Contracts.Links;
using Arthas.Contracts.Pipes;

namespace Arthas.Agent;

/// <summary>Section <c>Agent</c> of the configuration.</summary>
public sealed record AgentOptions
{
    public const string Section = "Agent";

    /// <summary>How this agent is called in the cluster. Default: the host's name.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>The hub nodes, separated by <c>,</c>: of the daemon only.</summary>
    public string? Hub { get; init; }

    /// <summary>What the hub nodes know this agent by. Not needed for one inside a hub.</summary>
    public string? Token { get; init; }

    /// <summary>Whether a hub runs an agent for its own host. Default true.</summary>
    public bool Embedded { get; init; } = true;

    /// <summary>
    /// Patterns (<c>*</c>, <c>?</c>) of application names to offer, separated by <c>,</c> or <c>;</c>. Default: every .NET
    /// process that is no tool of the SDK's or of this product.
    /// </summary>
    public string? Apps { get; init; }

    /// <summary>Looks for targets that came or went without a trace. Smaller costs a walk through /proc more often. Default 2 s.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where hook, probe and native port are. Default: <c>probe</c> beside the executable.</summary>
    public string Payload { get; init; } = Path.Combine(AppContext.BaseDirectory, "probe");

    /// <summary>
    /// The folder that <c>&gt; FILE</c> and <c>tee</c> write into, and nowhere else. Default: <c>arthas-output</c> among the
    /// data of the user that this runs as.
    /// </summary>
    public string Output { get; init; } = OutputFolder.DefaultPath;

    /// <summary>Where Prometheus may fetch <c>/metrics</c> from, such as <c>http://127.0.0.1:9464</c>; asked of nobody for a login. Of the daemon only. Default: nowhere.</summary>
    public string? Metrics { get; init; }

    /// <summary>Null for what is no address, or has more than host and port.</summary>
    internal static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", PathAndQuery: "/" } ? address : null;

    /// <summary>
    /// Results of one job that wait for a hub to take them; beyond it they are dropped, counted and announced.
    /// Default 40 MiB: 30 s without a hub at 1,000 results of 1 KiB a second.
    /// </summary>
    public long JobBytes { get; init; } = 40 * 1024 * 1024;

    /// <summary>How long results that a hub has acknowledged are kept, in case its store comes back older. Default 30 s.</summary>
    public TimeSpan KeepAcknowledged { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often something is sent on a link, at least. Default 1 s.</summary>
    public TimeSpan Heartbeat { get; init; } = LinkTimes.Default.Heartbeat;

    /// <summary>After so long without a word on its link the agent links to another hub node. Default 2.5 s: less than it takes the hub to miss it.</summary>
    public TimeSpan LinkSilence { get; init; } = TimeSpan.FromSeconds(2.5);
}
