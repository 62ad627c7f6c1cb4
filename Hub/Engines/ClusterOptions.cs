namespace Arthas.Hub.Engines;

/// <summary>Section <c>Cluster</c>: what keeps the state of the cluster.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";
    public const string Local = "local";
    public const string Redis = "redis";

    /// <summary><c>local</c>: this process's memory, for one node. <c>redis</c>: a Redis that several nodes share. Default <c>local</c>.</summary>
    public string Engine { get; set; } = Local;
}
