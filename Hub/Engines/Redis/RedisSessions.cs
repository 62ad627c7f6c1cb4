using System.Security.Cryptography;
using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Engines.Redis;

/// <summary>Sessions in Redis: each change is a script in <c>Scripts/</c>, and a node remembers nothing between two of them.</summary>
internal sealed partial class RedisSessions(
    RedisEngine redis, IOptions<LogOptions> log, TimeProvider time) : ISessionStore
{
    private readonly RedisLogBudget _budget = new(redis, log.Value.LogBytes);

    public ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel) =>
        OpenAsync(SessionId.New(), session, cancel);

    public async ValueTask<OpenedSession> OpenAsync(string sessionId, NewSession session, CancellationToken cancel)
    {
        // Made from the session's id, so that a call that is repeated answers the same. Who knows that id may pull anyway.
        var consumer = session.OneTime ? null : $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)))[..32]}_1";
        var call = new List<object>
        {
            SessionKeys.Of(sessionId)!, session.UserId ?? "", session.TargetId ?? "", session.OneTime ? 1 : 0, consumer ?? "",
            (int)session.Values, session.TargetStart?.Number() ?? "",
        };
        foreach (var result in session.Greeting)
        {
            call.AddResult(result);
        }

        var total = await redis.RunAsync("open", 1, [.. call], cancel);
        await _budget.GrownAsync(sessionId, (long)total, cancel);
        return new OpenedSession(sessionId, consumer);
    }

    public async ValueTask<SessionState?> TouchAsync(string sessionId, string? userId, CancellationToken cancel)
    {
        if (SessionKeys.Of(sessionId) is not { } key)
        {
            return null;
        }

        var user = string.IsNullOrWhiteSpace(userId) ? "" : userId;
        return (await redis.RunAsync("state", 1, [key, "1", user], cancel)).Session();
    }

    public async ValueTask<string?> JoinAsync(string sessionId, CancellationToken cancel) =>
        SessionKeys.Of(sessionId) is { } key
            ? (string?)await redis.RunAsync("join", 1, [key, Random()], cancel)
            : null;

    public async ValueTask<IReadOnlyList<JobState>?> CloseAsync(string sessionId, CancellationToken cancel)
    {
        if (SessionKeys.Of(sessionId) is not { } key)
        {
            return null;
        }

        var ran = await redis.RunAsync("close", 1, [key], cancel);
        return ran.IsNull ? null : [.. ran.Items().Select(job => job.Job()!)];
    }

    public async ValueTask<IReadOnlyList<SessionState>> ListAsync(CancellationToken cancel)
    {
        var pages = await Task.WhenAll(SessionKeys.Tags.Select(tag => PagesAsync("list", $"{tag}due", cancel)));
        return [.. pages.SelectMany(p => p).Select(state => state.Session()!).DistinctBy(state => state.Id)];
    }

    public async ValueTask<bool> NoteAsync(string sessionId, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        if (SessionKeys.Of(sessionId) is not { } key)
        {
            return false;
        }

        var call = new List<object> { key };
        foreach (var result in results)
        {
            call.AddResult(result);
        }

        var answer = (await redis.RunAsync("note", 1, [.. call], cancel)).Items();
        await _budget.GrownAsync(sessionId, (long)answer[1], cancel);
        return (int)answer[0] == 1;
    }

    public async ValueTask CommitAsync(string sessionId, string consumerId, long seq, CancellationToken cancel)
    {
        if (SessionKeys.Of(sessionId) is { } key)
        {
            await redis.RunAsync("commit", 1, [key, consumerId, seq], cancel);
        }
    }

    public async ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel)
    {
        var taken = await Task.WhenAll(SessionKeys.Tags.Select((tag, i) => TakeDueAsync(tag, i, cancel)));
        await _budget.HoldAsync(cancel);
        return [.. taken.SelectMany(due => due)];
    }

    private async Task<List<Due>> TakeDueAsync(string tag, int number, CancellationToken cancel)
    {
        var due = new List<Due>();
        while (true)
        {
            var answer = (await redis.RunAsync("due", 1, [$"{tag}due"], cancel)).Items();
            _budget.Known(number, (long)answer[1]);
            foreach (var item in answer[2].Items().Select(RedisWire.Items))
            {
                due.Add(new Due((DueKind)(int)item[0], (string)item[1]!, item[2].Job()));
            }

            if ((int)answer[0] == 0)
            {
                return due;
            }
        }
    }

    /// <summary>Reads a set page by page, each a script of its own: no script holds up Redis for long.</summary>
    private async Task<List<StackExchange.Redis.RedisResult>> PagesAsync(string script, string key, CancellationToken cancel)
    {
        var found = new List<StackExchange.Redis.RedisResult>();
        var cursor = "0";
        do
        {
            var page = (await redis.RunAsync(script, 1, [key, cursor], cancel)).Items();
            cursor = (string)page[0]!;
            found.AddRange(page[1].Items());
        }
        while (cursor != "0");
        return found;
    }

    private static string Random() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
