namespace Arthas.Contracts.Cluster;

public enum RegisterOutcome
{
    Registered,

    /// <summary>Another instance holds this name and its link is up.</summary>
    DuplicateName,
}
