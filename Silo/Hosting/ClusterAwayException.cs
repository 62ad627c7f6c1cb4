namespace Arthas.Silo.Hosting;

/// <summary>The cluster, or the Redis that it stands on, cannot do its work now; the message says what is away and what to do.</summary>
[GenerateSerializer, Alias("arthas.cluster-away")]
public sealed class ClusterAwayException(string message, Exception? inner = null) : Exception(message, inner);
