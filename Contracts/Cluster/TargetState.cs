namespace Arthas.Contracts.Cluster;

/// <param name="State"><c>ready</c>, or <c>away</c> while the agent's link is down.</param>
public sealed record TargetState(TargetRecord Target, string Agent, string State)
{
    public const string Ready = "ready";
    public const string Away = "away";
}
