namespace Arthas.Agent.Daemon;

internal static class AgentCommandLine
{
    public const string Help = """
        Arthas.Agent: gives the .NET processes of this host to a hub.

          --Agent:Hub <url,url>     the hub nodes; it links to whichever answers
          --Agent:Token <secret>    what the hub nodes know it by
          --Agent:Name <name>       what it is called, unique in the cluster; default: the host's name
          --Agent:Apps <a,b*>       the applications to offer, by name; default: all that are no tools
          --Agent:Metrics <url>     where Prometheus may fetch /metrics from, such as http://127.0.0.1:9464; default: nowhere
          --help                    this

        Every option may also be an environment variable (Agent__Token) or stand in appsettings.json beside the program.
        A hub has an agent of its own for its own host: this program is for the others.
        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");
}
