namespace Arthas.Hub;

/// <summary>The program's own switches; all others are configuration keys (<c>--Hub:Password secret</c>).</summary>
internal static class HubCommandLine
{
    public const string Help = """
        Arthas.Hub: diagnose running .NET processes by the Arthas HTTP API.

          --urls <url;url>            where to listen; default http://127.0.0.1:8563
          --demo                      start MathGame, a program to try commands on
          --Hub:Target <target>       the target of requests that name none: an id, app=…, host=… or pid=…
          --Hub:Username <name>       asked of everybody, with
          --Hub:Password <password>   (made and printed when the hub listens beyond loopback)
          --Hub:ObserverPassword <p>  lets a second user in (observer), who may look but not call or change
          --Hub:AllowedHosts <a;b>    names under which the hub may be asked besides those of --urls
          --Hub:ExecTimeout <h:m:s>   of an exec that names none; default 00:00:30
          --Cluster:Engine <engine>   local (default): one node; redis: several share one Redis, at
          --Cluster:Redis <address>   host:port[,password=…][,ssl=true][,defaultDatabase=n]
          --Agent:Token <secret>      what agents of other hosts must show; without one, none come in
          --Agent:Embedded <bool>     run an agent for this host's processes; default true
          --help                      this

        Every option may also be an environment variable (Hub__Password) or stand in appsettings.json beside the program.
        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>A switch without a value would take the next one for its own.</summary>
    public static string[] ToConfiguration(string[] args) =>
        [.. args.Select(arg => arg == "--demo" ? $"--{HubOptions.Section}:{nameof(HubOptions.Demo)}=true" : arg)];
}
