namespace Arthas.Hub;

/// <summary>The program's own switches; all others are configuration keys (<c>--Hub:Password secret</c>).</summary>
internal static class HubCommandLine
{
    public const string Help = """
        Arthas.Hub: diagnose running .NET processes by the Arthas HTTP API.

          --urls <url;url>            where to listen; default http://127.0.0.1:8563
          --demo                      start MathGame, a program to try commands on

        Who may come in, and what is meant when a request does not say:
          --Hub:Target <target>       the target of requests that name none: an id, app=…, host=… or pid=…
          --Hub:Username <name>       asked of everybody, with
          --Hub:Password <password>   (made and printed when the hub listens beyond loopback)
          --Hub:ObserverPassword <p>  lets a second user in (observer), who may look but not call or change
          --Hub:AllowedHosts <a;b>    names under which the hub may be asked besides those of --urls
          --Hub:ExecTimeout <h:m:s>   of an exec that names none; default 00:00:30

        Agents:
          --Agent:Embedded <bool>     run an agent for this host's processes; default true
          --Agent:Token <secret>      what agents of other hosts must show; without one, none come in

        A cluster: several nodes with the same Redis are one hub. Without one this hub is alone, in memory.
          --Cluster:Redis <address>   host:port[,host:port…][,password=…][,ssl=true][,defaultDatabase=n]
          --Cluster:Name <name>       of several clusters on one Redis; default arthas
          --Silo:Role <role>          both (default): this node keeps sessions too; hub: Arthas.Silo processes keep them
          --Silo:Address <ip>         where other nodes reach this one; default: its address on the way to Redis
          --Silo:Port <port>          for other silos; default: a free one
          --Silo:Gateway <port>       for nodes of the role hub; default: a free one
          --Silo:Tls:Certificate <f>  PEM; with it nodes speak TLS and show certificates to each other
          --Silo:Tls:Key <file>       PEM; default: in the same file
          --Silo:Tls:Authority <f>    PEM: who signs the nodes' certificates; default: whom this machine trusts
          --Silo:Kubernetes <bool>    the node is a pod; default false
          --Silo:Probe <h:m:s>        how often silos look whether another lives; default 00:00:00.7
          --Silo:Missed <n>           looks in vain after which one is dead; default 3
          --Silo:Dashboard <bool>     Orleans' dashboard at /orleans, for the role admin; default: in a cluster

          --help                      this

        Every option may also be an environment variable (Hub__Password) or stand in appsettings.json beside the program.
        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>A switch without a value would take the next one for its own.</summary>
    public static string[] ToConfiguration(string[] args) =>
        [.. args.Select(arg => arg == "--demo" ? $"--{HubOptions.Section}:{nameof(HubOptions.Demo)}=true" : arg)];
}
