using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Fleet;

/// <param name="State"><c>ready</c>, or <c>away</c> while the agent's link is down.</param>
public sealed record TargetState(TargetRecord Target, string Agent, string State)
{
    public const string Ready = "ready";
    public const string Away = "away";

    /// <summary>How a target is shown that cannot be attached to, whatever its agent.</summary>
    public const string Unavailable = "unavailable";
}
