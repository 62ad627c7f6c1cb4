namespace Arthas.Silo;

internal static class SiloCommandLine
{
    public const string Help = """
        Arthas.Silo: a node of a clustered hub. Takes the options of Arthas.Hub and these:

          --Silo:Role <both|silo|hub>   HTTP API and silo in one process; a silo only; HTTP API as a client. Default both
          --Cluster:Redis <host:port>   where the cluster keeps its state and its members; without one: this machine's
                                        memory, for trying out
          --Silo:Address <ip>           where other nodes reach this silo; default 127.0.0.1. Whoever reaches its ports
                                        is a member: only nodes may
          --Silo:Port <port>            where silos reach it; default 11111
          --Silo:Gateway <port>         where nodes of the role hub reach it; default 30000
          --Silo:Primary <port>         without Redis: the port of the first silo of this machine
          --Silo:PrimaryGateway <port>  without Redis, role hub: the gateway of a silo of this machine; default 30000
          --Silo:Cluster <name>         silos with the same name are one cluster; default arthas
          --Silo:Probe <h:m:s>          how often silos look after each other; default 00:00:01
          --Silo:Missed <n>             so many looks in vain, and one is dead; default 2
          --Silo:Dashboard <bool>       the Orleans dashboard at /orleans; default true
        """;

    /// <summary>Null when a value cannot be read, which has been said.</summary>
    public static SiloOptions? Read(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new SiloOptions();
        }
        catch (InvalidOperationException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return null;
        }
    }
}
