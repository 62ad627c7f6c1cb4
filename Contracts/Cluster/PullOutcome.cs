namespace Arthas.Contracts.Cluster;

public enum PullOutcome
{
    Ok,
    NoSession,
    NoConsumer,
}
