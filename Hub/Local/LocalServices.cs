using Arthas.Agent;
using Arthas.Agent.Telemetry;
using Arthas.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Local;

internal static class LocalServices
{
    /// <summary>The name of the agent's meter and activity source.</summary>
    public const string Telemetry = AgentTelemetry.Name;

    /// <summary>The agent of the hub's own host, unless <c>Agent:Embedded</c> says no.</summary>
    public static IServiceCollection AddLocalAgent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<AgentOptions>(configuration, AgentOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AgentOptions>, AgentOptionsValidator>());
        return services.AddHostedService<LocalAgent>();
    }

    /// <summary>What only the hub as a program does. The demo needs the agent, so it starts after it.</summary>
    public static IServiceCollection AddHubProgram(this IServiceCollection services) =>
        services.AddHostedService<DemoProcess>().AddHostedService<StartNotice>();
}
