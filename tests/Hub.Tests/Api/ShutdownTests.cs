using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arthas.Hub.Tests.Api;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_runningExec_answersWithItsStatus()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var exec = hub.ExecAsync("wait");
        await agent.NextMessageAsync<InboxMessage.Run>();

        hub.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var answer = await exec;
        Assert.Equal(("INTERRUPTED", "arthas server is going to shutdown."), (answer.Text("state"), answer.Text("message")));
        Assert.False(answer.Body().GetProperty("timeExpired").GetBoolean());
        Assert.Equal(["status"], answer.Types());
    }

    [Fact]
    public async Task Stop_parkedPull_answersEmpty()
    {
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:01:00");
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);
        var parked = hub.PullAsync(session, consumer);

        hub.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Empty((await parked).Results());
    }
}
