namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Holds all logs of the store within their common bound: the largest gives first. The sums of the tags are as a script
/// answered them last, each tag's at most as old as the last round of due things.
/// </summary>
internal sealed class RedisLogBudget(RedisEngine redis, long limit)
{
    private readonly long[] _bytes = new long[SessionKeys.Tags.Count];
    private int _trimming;

    public void Known(int tag, long bytes) => Volatile.Write(ref _bytes[tag], bytes);

    /// <param name="total">The sum of the session's tag; negative when it did not change.</param>
    public ValueTask GrownAsync(string sessionId, long total, CancellationToken cancel)
    {
        if (total < 0)
        {
            return default;
        }

        Known(SessionKeys.Tag(sessionId), total);
        return HoldAsync(cancel);
    }

    public ValueTask HoldAsync(CancellationToken cancel) => _bytes.Sum() <= limit ? default : new(TrimAsync(cancel));

    private async Task TrimAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _trimming, 1) == 1)
        {
            return;
        }

        try
        {
            // A little more than needed, so that the next results do not all come here again.
            var aim = limit - (limit / 64);
            var exhausted = new HashSet<string>();
            while (await LargestAsync(exhausted, cancel) is var (session, bytes, next) && _bytes.Sum() > aim)
            {
                var gap = Math.Max(bytes - next, bytes / 8);
                var excess = Math.Min(_bytes.Sum() - aim, Math.Max(1, gap));
                var answer = (await redis.RunAsync("trim", 1, [SessionKeys.Of(session)!, excess], cancel)).Items();
                if ((long)answer[1] >= 0)
                {
                    Known(SessionKeys.Tag(session), (long)answer[1]);
                }

                if ((long)answer[0] == 0)
                {
                    exhausted.Add(session);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _trimming, 0);
        }
    }

    private async Task<(string Session, long Bytes, long Next)?> LargestAsync(HashSet<string> exhausted, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(SessionKeys.Tags.Select(tag => redis.RunAsync("largest", 2, [$"{tag}logs", $"{tag}bytes"], cancel)))
            ;
        var candidates = new List<(string Session, long Bytes)>();
        for (var tag = 0; tag < answers.Length; tag++)
        {
            var answer = answers[tag].Items();
            Known(tag, (long)answer[0]);
            foreach (var pair in answer[1].Items().Chunk(2))
            {
                candidates.Add(((string)pair[0]!, (long)(double)pair[1]));
            }
        }

        var largest = candidates.Where(c => !exhausted.Contains(c.Session)).OrderByDescending(c => c.Bytes).Take(2).ToArray();
        return largest.Length == 0 ? null : (largest[0].Session, largest[0].Bytes, largest.Length == 2 ? largest[1].Bytes : 0);
    }
}
