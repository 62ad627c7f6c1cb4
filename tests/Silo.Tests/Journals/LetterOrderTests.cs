using Arthas.Hub.Tests.Running;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Journals;

/// <summary>What is told to an agent: jobs of sessions, which the journal has, between one-time ones, which it has not.</summary>
public sealed class LetterOrderTests
{
    private const int Clients = 8;
    private const int Times = 25;

    [Fact]
    public async Task Jobs_ofSessionsBesideOneTimeOnes_allGetToTheAgent()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await TestNode.StartAsync(redis);
        await using var other = await TestNode.StartAsync(redis);
        await using var agent = await one.AgentAsync("web01");

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
        {
            var api = i % 2 == 0 ? one.Api : other.Api;
            var session = i % 4 < 2 ? null : (await api.OpenAsync()).Session;
            for (var n = 0; n < Times; n++)
            {
                var reply = await api.ExecAsync($"words {i} {n}", session);
                Assert.Equal(["words", "status"], reply.GetProperty("body").GetProperty("results").EnumerateArray().Select(static result => result.Text("type")));
            }
        }));
    }
}
