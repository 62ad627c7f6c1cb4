using System.ComponentModel.DataAnnotations;

namespace Arthas.Hub.Engines.Redis;

/// <summary>Section <c>Cluster</c>: where the redis engine keeps the state of the cluster.</summary>
public sealed class RedisOptions
{
    public const string Section = "Cluster";

    /// <summary>
    /// <c>host:port[,password=…][,ssl=true][,defaultDatabase=n]</c>. Nodes with the same server and database form one
    /// cluster. Default: none; the redis engine needs one.
    /// </summary>
    public string? Redis { get; set; }

    /// <summary>
    /// How long a call to Redis may take before Redis counts as away. Default 2 s. Less fails sooner when it is frozen,
    /// more bears a slow disk (<c>appendfsync always</c>) or a slow network.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
