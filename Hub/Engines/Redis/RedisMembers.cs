using System.Globalization;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Who is in a cluster of silos: rows that only change together with the table's version, so that of two silos that
/// saw the same table one may write. What a row says is the caller's affair.
/// </summary>
internal sealed class RedisMembers(RedisEngine redis, string cluster)
{
    private static readonly long Keep = TimeSpan.FromDays(7).Milliseconds();

    private readonly string _table = $"arthas:{{silos}}:{cluster}";

    public async ValueTask<MemberTable> ReadAsync(CancellationToken cancel)
    {
        var answer = (await redis.RunAsync("members", 1, [_table], cancel)).Items();
        var rows = answer[1].Items().Select(item =>
        {
            var f = item.Items();
            return new Member((string)f[0]!, (string)f[2]!, (long)f[3], (string)f[1]!);
        });
        return new MemberTable((int)answer[0], [.. rows]);
    }

    /// <summary>False: somebody else changed the table or the row in between, or there is such a member already.</summary>
    /// <param name="member">Its etag is the one that was read; empty for a new member.</param>
    /// <param name="version">The version that was read; afterwards it is one more.</param>
    public async ValueTask<bool> PutAsync(Member member, int version, CancellationToken cancel) =>
        (int)await redis.RunAsync(
            "member-put",
            1,
            [_table, member.Name, member.Row, member.Alive, member.Etag, version.ToString(CultureInfo.InvariantCulture), Keep],
            cancel) == 1;

    public async ValueTask AliveAsync(string name, long alive, CancellationToken cancel) =>
        await redis.RunAsync("member-alive", 1, [_table, name, alive, Keep], cancel);

    public async ValueTask RemoveAsync(Member member, CancellationToken cancel) =>
        await redis.RunAsync("member-remove", 1, [_table, member.Name, member.Etag], cancel);

    public async ValueTask DeleteAsync(CancellationToken cancel) =>
        await redis.Connection.CallAsync("DEL", [_table], cancel);
}
