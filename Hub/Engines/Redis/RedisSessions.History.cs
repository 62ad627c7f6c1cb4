namespace Arthas.Hub.Engines.Redis;

internal sealed partial class RedisSessions
{
    private const string History = "arthas:{hub}:history";
    private const int HistoryLines = 500;

    public async ValueTask AddHistoryAsync(string line, CancellationToken cancel) =>
        await redis.RunAsync("add-history", 1, [History, line, HistoryLines, KeepCounter.Milliseconds()], cancel);

    public async ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel) =>
        (string[])(await redis.CallAsync("LRANGE", [History, 0, -1], cancel))!;

    public async ValueTask ClearHistoryAsync(CancellationToken cancel) =>
        await redis.CallAsync("DEL", [History], cancel);
}
