using Arthas.Silo.Hosting;

namespace Arthas.Hub;

/// <summary>The hub as a program.</summary>
internal static class HubHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args) =>
        ProgramHost.CreateBuilder(HubCommandLine.ToConfiguration(args), "http://127.0.0.1:8563");
}
