namespace Arthas.Agent.Tests;

internal static class TestAgent
{
    /// <summary>An agent that has looked for targets once.</summary>
    public static async Task<AgentHost> StartAsync(AgentOptions? options = null)
    {
        var agent = new AgentHost(options ?? new AgentOptions { Name = "test", Apps = "MathGame" }, TimeProvider.System);
        await agent.ScanAsync(TestContext.Current.CancellationToken);
        return agent;
    }
}
