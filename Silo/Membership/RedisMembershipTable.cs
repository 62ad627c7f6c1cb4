using System.Globalization;
using System.Text.Json;
using Arthas.Hub.Engines.Redis;
using Arthas.Silo.Wire;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Arthas.Silo.Membership;

/// <summary>Who is in the cluster, in the Redis that keeps everything else too. The rules are in the scripts of <see cref="RedisMembers"/>.</summary>
internal sealed class RedisMembershipTable(RedisEngine redis, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    private readonly RedisMembers _members = new(redis, cluster.Value.ClusterId);

    public Task InitializeMembershipTable(bool tryInitTableVersion) => redis.StartAsync(CancellationToken.None);

    public Task DeleteMembershipTableEntries(string clusterId) => new RedisMembers(redis, clusterId).DeleteAsync(CancellationToken.None).AsTask();

    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        foreach (var member in (await _members.ReadAsync(CancellationToken.None)).Members)
        {
            var entry = Entry(member);
            if (entry.Status != SiloStatus.Active && entry.StartTime < beforeDate.UtcDateTime && entry.IAmAliveTime < beforeDate.UtcDateTime)
            {
                await _members.RemoveAsync(member, CancellationToken.None);
            }
        }
    }

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        var table = await _members.ReadAsync(CancellationToken.None);
        var name = key.ToParsableString();
        return Table(table with { Members = [.. table.Members.Where(member => member.Name == name)] });
    }

    public async Task<MembershipTableData> ReadAll() => Table(await _members.ReadAsync(CancellationToken.None));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => PutAsync(entry, "", tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => PutAsync(entry, etag, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) =>
        _members.AliveAsync(entry.SiloAddress.ToParsableString(), Milliseconds(entry.IAmAliveTime), CancellationToken.None).AsTask();

    private async Task<bool> PutAsync(MembershipEntry entry, string etag, TableVersion next)
    {
        var row = JsonSerializer.Serialize(MemberRow.Of(entry), SiloJson.Default.MemberRow);
        var member = new Member(entry.SiloAddress.ToParsableString(), row, Milliseconds(entry.IAmAliveTime), etag);
        return await _members.PutAsync(member, next.Version - 1, CancellationToken.None);
    }

    private static MembershipTableData Table(MemberTable table) => new(
        [.. table.Members.Select(member => Tuple.Create(Entry(member), member.Etag))],
        new TableVersion(table.Version, table.Version.ToString(CultureInfo.InvariantCulture)));

    private static MembershipEntry Entry(Member member) =>
        JsonSerializer.Deserialize(member.Row, SiloJson.Default.MemberRow)!.ToEntry(member.Alive);

    private static long Milliseconds(DateTime time) =>
        new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
}
