using Orleans.Runtime;
using Orleans.TestingHost;

namespace Arthas.Silo.Tests;

public sealed class ClusterTests
{
    [Fact]
    public async Task Two_silos_see_each_other()
    {
        var cluster = new TestClusterBuilder(2).Build();
        await using (cluster)
        {
            await cluster.DeployAsync(TestContext.Current.CancellationToken);

            var hosts = await cluster.Client.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, TestContext.Current.CancellationToken);

            Assert.Equal(2, hosts.Count);
        }
    }
}
