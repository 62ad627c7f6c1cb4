using System.ComponentModel.DataAnnotations;

namespace Arthas.Silo.Journals;

/// <summary>Section <c>Cluster</c>: the Redis that makes several nodes one cluster.</summary>
public sealed class RedisOptions
{
    public const string Section = "Cluster";

    private const string NameRule = "must be 1 to 100 letters, digits, dots, dashes or underscores";

    /// <summary>
    /// <c>host:port[,host:port…][,password=…][,ssl=true][,defaultDatabase=n]</c>, as StackExchange.Redis reads it; several
    /// hosts are the nodes of a Redis Cluster, or a primary and its replicas. Default: none, and the node is alone.
    /// </summary>
    public string? Redis { get; set; }

    /// <summary>Nodes with the same name (and Redis) are one cluster. Default <c>arthas</c>.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,100}", ErrorMessage = NameRule)]
    [MinLength(1, ErrorMessage = NameRule)]
    public string Name { get; set; } = "arthas";

    /// <summary>
    /// How long a call to Redis may take before Redis counts as away. Default 2 s. Less fails sooner when it is frozen,
    /// more bears a slow disk (<c>appendfsync always</c>) or a slow network.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
