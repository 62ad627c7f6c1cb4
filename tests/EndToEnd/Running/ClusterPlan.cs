namespace Arthas.EndToEnd.Running;

/// <summary>What a <see cref="Cluster"/> is made of.</summary>
internal sealed record ClusterPlan
{
    /// <summary>An agent without a link is lost after three seconds instead of a minute.</summary>
    public static readonly ClusterPlan ShortLeases = new()
    {
        NodeOptions = ["--Hub:Leases:Agent", "00:00:03", "--Hub:Leases:Link", "00:00:01.5", "--Hub:Leases:Heartbeat", "00:00:00.3"],
        AgentOptions = ["--Agent:LinkSilence", "00:00:01.5", "--Agent:Heartbeat", "00:00:00.3"],
    };

    public int Nodes { get; init; } = 3;

    /// <summary>Calls a second of the method that is watched.</summary>
    public int Rate { get; init; } = 1000;

    public string[] NodeOptions { get; init; } = [];

    public string[] AgentOptions { get; init; } = [];
}
