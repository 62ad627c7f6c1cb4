using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Journals;

/// <summary>A Redis Cluster of one node that has all slots.</summary>
public sealed class RedisClusterServer : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-port", $"{FreePort.Take()}");
        await Server.AskAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        while (!((string)(await Server.AskAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
