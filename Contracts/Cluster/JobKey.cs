namespace Arthas.Contracts.Cluster;

/// <summary>A job is known by its session and its number.</summary>
public readonly record struct JobKey(string SessionId, int JobId)
{
    public override string ToString() => $"{SessionId}/{JobId}";
}
