namespace Arthas.Silo;

internal static class SiloCommandLine
{
    public const string Help = """
        Arthas.Silo: keeps the sessions of a cluster whose hub nodes run with --Silo:Role hub.

          --Cluster:Redis <address>   host:port[,password=…][,ssl=true][,defaultDatabase=n]; needed
          --Cluster:Name <name>       of several clusters on one Redis; default arthas
          --Silo:Address <ip>         where other nodes reach this one; default: its address on the way to Redis
          --Silo:Port <port>          for other silos; default: a free one
          --Silo:Gateway <port>       for hub nodes; default: a free one
          --Silo:Tls:Certificate <f>  PEM; with it nodes speak TLS and show certificates to each other
          --Silo:Tls:Key <file>       PEM; default: in the same file
          --Silo:Tls:Authority <f>    PEM: who signs the nodes' certificates; default: whom this machine trusts
          --Silo:Kubernetes <bool>    the node is a pod; default false
          --Silo:Probe <h:m:s>        how often silos look whether another lives; default 00:00:00.7
          --Silo:Missed <n>           looks in vain after which one is dead; default 3
          --Silo:Dashboard <bool>     gather what the hub nodes' /orleans shows; default true
          --urls <url;url>            where to answer /health/live, /health/ready and /metrics; default nowhere
          --help                      this

        Every option may also be an environment variable (Cluster__Redis) or stand in appsettings.json beside the program.
        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");
}
