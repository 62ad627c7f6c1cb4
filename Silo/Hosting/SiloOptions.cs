using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Arthas.Silo.Hosting;

/// <summary>Section <c>Silo</c>: this process's place in the Orleans cluster.</summary>
public sealed class SiloOptions
{
    public const string Section = "Silo";

    /// <summary>Of a hub node. Default both.</summary>
    public SiloRole Role { get; set; }

    /// <summary>
    /// The IP address other nodes reach this silo at, and the only one it listens on. Whoever reaches its ports is a member
    /// of the cluster, so only nodes may. Default: the address from which this machine reaches Redis.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Where other silos reach this one. Default 0: a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>Where nodes of the role hub reach this silo. Default 0: a free one.</summary>
    [Range(0, 65535)]
    public int Gateway { get; set; }

    /// <summary>
    /// How often silos look whether another one lives, and how long they wait for its answer. Default 0.7 s. Less finds a
    /// silo that stands still sooner; one that pauses longer than this times <see cref="Missed"/> is taken for dead, and ends.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Probe { get; set; } = TimeSpan.FromSeconds(0.7);

    /// <summary>So many looks in vain, and a silo is dead. Default 3. More forgive a machine that is very busy.</summary>
    [Range(1, 100)]
    public int Missed { get; set; } = 3;

    /// <summary>A call to a grain that is not answered within this is repeated. Default 1 s: what a call costs whose silo stands still.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Attempt { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Repeating ends after this, and the request fails. Default 10 s: longer than a dead silo goes unnoticed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The node is a pod: name and address are taken from the downward API, and the cluster watches its pods. Default no.</summary>
    public bool Kubernetes { get; set; }

    /// <summary>
    /// The Orleans dashboard at <c>/orleans</c>, for the role admin. It costs some 75 MiB and half a second at the start.
    /// Default: in a cluster.
    /// </summary>
    public bool? Dashboard { get; set; }

    /// <summary>
    /// Calls of grains carry the caller's trace, and make spans of source <c>Microsoft.Orleans.Application</c>. Default no;
    /// the programs say yes where they are given a collector.
    /// </summary>
    public bool Tracing { get; set; }

    /// <summary>TLS between silos, and from nodes of the role hub to them.</summary>
    public SiloTlsOptions Tls { get; set; } = new();

    internal IPAddress? IPAddress => System.Net.IPAddress.TryParse(Address, out var address) ? address : null;
}
