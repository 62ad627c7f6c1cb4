using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;

namespace Arthas.Conformance.Redis;

public sealed class RedisMembersTests : IAsyncDisposable
{
    private readonly RedisNode _node;
    private readonly RedisMembers _members;

    public RedisMembersTests()
    {
        Assert.SkipWhen(SharedRedis.Server is null, RedisServer.WhyNot ?? "");
        var server = $"{SharedRedis.Server!.Address},defaultDatabase={SharedRedis.NextDatabase()}";
        _node = new RedisNode(server, new LogOptions(), new LeaseOptions(), TimeProvider.System);
        _members = new RedisMembers(_node.Engine, "test");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Read_of_a_new_cluster_is_empty_and_version_0()
    {
        await _node.Engine.StartAsync(Cancel);

        var table = await _members.ReadAsync(Cancel);

        Assert.Equal((0, 0), (table.Version, table.Members.Count));
    }

    [Fact]
    public async Task Put_by_two_who_saw_the_same_version_is_done_for_one()
    {
        await _node.Engine.StartAsync(Cancel);

        var done = await Task.WhenAll(
            _members.PutAsync(new Member("a", "1", 5), 0, Cancel).AsTask(), _members.PutAsync(new Member("b", "1", 5), 0, Cancel).AsTask());

        Assert.Single(done, true);
        var table = await _members.ReadAsync(Cancel);
        Assert.Equal((1, 1), (table.Version, table.Members.Count));
    }

    [Fact]
    public async Task Put_of_a_member_that_is_there_needs_its_etag()
    {
        await _node.Engine.StartAsync(Cancel);
        await _members.PutAsync(new Member("a", "1", 5), 0, Cancel);
        var member = (await _members.ReadAsync(Cancel)).Members[0];

        Assert.False(await _members.PutAsync(new Member("a", "2", 6), 1, Cancel));
        Assert.False(await _members.PutAsync(member with { Row = "2", Etag = "7" }, 1, Cancel));
        Assert.True(await _members.PutAsync(member with { Row = "2", Alive = 6 }, 1, Cancel));

        member = Assert.Single((await _members.ReadAsync(Cancel)).Members);
        Assert.Equal(("a", "2", 6), (member.Name, member.Row, member.Alive));
    }

    [Fact]
    public async Task Alive_changes_neither_version_nor_etag()
    {
        await _node.Engine.StartAsync(Cancel);
        await _members.PutAsync(new Member("a", "1", 5), 0, Cancel);
        var before = await _members.ReadAsync(Cancel);

        await _members.AliveAsync("a", 9, Cancel);
        await _members.AliveAsync("nobody", 9, Cancel);

        var after = await _members.ReadAsync(Cancel);
        Assert.Equal((before.Version, before.Members[0] with { Alive = 9 }), (after.Version, Assert.Single(after.Members)));
    }

    [Fact]
    public async Task Remove_forgets_only_what_was_seen()
    {
        await _node.Engine.StartAsync(Cancel);
        await _members.PutAsync(new Member("a", "1", 5), 0, Cancel);
        var seen = (await _members.ReadAsync(Cancel)).Members[0];
        await _members.PutAsync(seen with { Row = "2" }, 1, Cancel);

        await _members.RemoveAsync(seen, Cancel);
        Assert.Single((await _members.ReadAsync(Cancel)).Members);

        await _members.RemoveAsync((await _members.ReadAsync(Cancel)).Members[0], Cancel);
        Assert.Empty((await _members.ReadAsync(Cancel)).Members);
    }
}
