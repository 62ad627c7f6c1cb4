using Arthas.Agent;

namespace Arthas.Hub.Local;

internal static class LocalServices
{
    /// <summary>Hub and agent in one process: the embedded default. The demo needs the agent, so it starts after it.</summary>
    public static IServiceCollection AddLocalAgent(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section);
        return services.AddHostedService<LocalAgent>().AddHostedService<DemoProcess>().AddHostedService<StartNotice>();
    }
}
