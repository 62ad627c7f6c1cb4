using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;

namespace Arthas.Conformance.Redis;

public sealed class RedisMadeCredentialsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_of_two_nodes_counts_for_both()
    {
        Assert.SkipWhen(SharedRedis.Server is null, RedisServer.WhyNot ?? "");
        var redis = $"{SharedRedis.Server!.Address},defaultDatabase={SharedRedis.NextDatabase()}";
        await using var one = Node(redis);
        await using var two = Node(redis);

        var answers = await Task.WhenAll(
            new RedisMadeCredentials(one.Engine).FirstAsync("password", "one", Cancel).AsTask(),
            new RedisMadeCredentials(two.Engine).FirstAsync("password", "two", Cancel).AsTask());

        Assert.Equal(answers[0], answers[1]);
        Assert.Contains(answers[0], new[] { "one", "two" });
    }

    [Fact]
    public async Task Running_node_gives_them_back_to_a_server_that_lost_them()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync();
        await using var node = Node(server.Address);
        await new RedisMadeCredentials(node.Engine).FirstAsync("password", "first", Cancel);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Engine.Connection.Restored += () => back.TrySetResult();

        await server.KillAsync();
        await server.StartAgainAsync();
        await back.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        await using var later = Node(server.Address);
        await later.Engine.StartAsync(Cancel);
        string found;
        do
        {
            found = (string?)await later.Engine.Connection.CallAsync("GET", ["arthas:{hub}:made:password"], Cancel) ?? "";
        }
        while (found.Length == 0);
        Assert.Equal("first", found);
    }

    private static RedisNode Node(string redis) => new(redis, new LogOptions(), new LeaseOptions(), TimeProvider.System);
}
