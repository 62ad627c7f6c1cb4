using System.ComponentModel.DataAnnotations;

namespace Arthas.Silo;

/// <summary>Section <c>Silo</c>: this process's place in the Orleans cluster.</summary>
internal sealed class SiloOptions
{
    public const string Section = "Silo";

    /// <summary>Default both.</summary>
    public SiloRole Role { get; set; }

    /// <summary>Silos with the same name are one cluster. Default <c>arthas</c>.</summary>
    [Required]
    public string Cluster { get; set; } = "arthas";

    /// <summary>
    /// The address other nodes reach this silo at. Whoever reaches its ports is a member of the cluster, so it must
    /// be one that only nodes reach. Default 127.0.0.1.
    /// </summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Where other silos reach this one. Default 11111.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 11111;

    /// <summary>Where nodes of the role hub reach this silo. Default 30000.</summary>
    [Range(1, 65535)]
    public int Gateway { get; set; } = 30000;

    /// <summary>
    /// Without Redis, on one machine: the port of the silo that keeps the list of members. Default this silo's own:
    /// it is that one. The cluster does not outlive it.
    /// </summary>
    [Range(1, 65535)]
    public int? Primary { get; set; }

    /// <summary>Without Redis, for the role hub: the gateway port of a silo on this machine. Default 30000.</summary>
    [Range(1, 65535)]
    public int PrimaryGateway { get; set; } = 30000;

    /// <summary>
    /// How often silos look whether another one lives, and how long they wait for its answer. Default 1 s. Less finds
    /// a dead silo sooner; a silo that pauses longer than this times <see cref="Missed"/> is taken for dead, and ends.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Probe { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// So many looks in vain, and a silo is dead. Default 2: who asks for what a killed silo held waits about 2 s. Three
    /// forgive a silo that pauses for a second longer.
    /// </summary>
    [Range(1, 100)]
    public int Missed { get; set; } = 2;

    /// <summary>
    /// A call to a grain that is not answered within this is repeated. Default 1.5 s: a node of the role hub hears nothing
    /// of a call that died with its silo, so this is how long such a death holds up a request.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Attempt { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Repeating ends after this, and the request fails. Default 10 s: longer than a dead silo goes unnoticed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The Orleans dashboard at <c>/orleans</c>, behind the hub's credentials. Default yes.</summary>
    public bool Dashboard { get; set; } = true;
}
