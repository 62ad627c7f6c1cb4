using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Agent.Daemon;

public static class DaemonServices
{
    /// <summary>The agent as a program of its own, linked to hub nodes over the network.</summary>
    public static IServiceCollection AddAgentDaemon(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AgentOptions>, AgentOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AgentOptions>, DaemonOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new AgentHost(provider.GetRequiredService<IOptions<AgentOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<AgentDaemon>();
    }

    /// <summary>Answers the program's exit code.</summary>
    public static async Task<int> RunToEndAsync(this IHost host)
    {
        try
        {
            await host.RunAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return 1;
        }
    }
}
