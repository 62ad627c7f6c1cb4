using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Engines.Redis;

internal sealed partial class RedisSessions
{
    private static readonly TimeSpan KeepCounter = TimeSpan.FromDays(60);

    public async ValueTask<int> NextJobIdAsync(CancellationToken cancel) =>
        (int)await redis.RunAsync("next-job", 1, ["arthas:{hub}:jobs", KeepCounter.Milliseconds()], cancel);

    public async ValueTask<StartOutcome> StartJobAsync(NewJob job, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.Key.SessionId) is not { } key)
        {
            return StartOutcome.NoSession;
        }

        var call = new List<object>
        {
            key, job.Key.JobId, job.Command, job.TargetId ?? "", job.Agent ?? "", job.TimeLimit.Milliseconds(),
            job.Private ? 1 : 0, job.Background ? 1 : 0, job.BackgroundLimit,
        };
        if (job.Echo is { } echo)
        {
            call.AddResult(echo);
        }

        var answer = (await redis.RunAsync("start", 1, [.. call], cancel)).Items();
        await _budget.GrownAsync(job.Key.SessionId, (long)answer[1], cancel);
        return (StartOutcome)(int)answer[0];
    }

    public async ValueTask AcceptJobAsync(JobKey job, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is { } key)
        {
            await redis.RunAsync("accept", 1, [key, job.JobId], cancel);
        }
    }

    public async ValueTask<JobState?> JobAsync(JobKey job, CancellationToken cancel) =>
        SessionKeys.Of(job.SessionId) is { } key
            ? (await redis.RunAsync("job", 1, [key, job.JobId], cancel)).Job()
            : null;

    public async ValueTask<IReadOnlyList<JobState>> RunningAsync(string sessionId, CancellationToken cancel) =>
        SessionKeys.Of(sessionId) is { } key
            ? [.. (await redis.RunAsync("running", 1, [key], cancel)).Items().Select(job => job.Job()!).OrderBy(job => job.Key.JobId)]
            : [];

    public async ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel)
    {
        var pages = await Task.WhenAll(SessionKeys.Tags.Select(tag => PagesAsync("jobs", $"{tag}agent:{agent}", cancel)));
        return [.. pages.SelectMany(p => p).Select(job => job.Job()!).DistinctBy(job => job.Key)];
    }

    public ValueTask<Appended> AppendAsync(JobKey job, long batch, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var call = new List<object>(3 + (results.Count * 3)) { "", job.JobId, batch };
        foreach (var result in results)
        {
            call.AddResult(result);
        }

        return ChangeAsync("append", job, batch, call, cancel);
    }

    public ValueTask<Appended> EndJobAsync(JobKey job, JobEnd end, CancellationToken cancel)
    {
        var call = new List<object>(6 + (end.Results.Count * 3)) { "", job.JobId, end.Batch?.Number() ?? "" };
        foreach (var result in end.Results)
        {
            call.AddResult(result);
        }

        call.AddResult(end.Status);
        return ChangeAsync("end", job, end.Batch ?? 0, call, cancel);
    }

    public async ValueTask<Appended> DropAsync(JobKey job, long batch, long results, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is not { } key)
        {
            return new Appended(AppendOutcome.Unknown, batch + 1);
        }

        var answer = (await redis.RunAsync("drop", 1, [key, job.JobId, batch, results], cancel)).Items();
        return new Appended((AppendOutcome)(int)answer[0], (long)answer[1]);
    }

    public async ValueTask ReleaseJobAsync(JobKey job, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is { } key)
        {
            await redis.RunAsync("release", 1, [key, job.JobId], cancel);
        }
    }

    private async ValueTask<Appended> ChangeAsync(string script, JobKey job, long batch, List<object> call, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is not { } key)
        {
            return new Appended(AppendOutcome.Unknown, batch + 1);
        }

        call[0] = key;
        var answer = (await redis.RunAsync(script, 1, [.. call], cancel)).Items();
        await _budget.GrownAsync(job.SessionId, (long)answer[2], cancel);
        return new Appended((AppendOutcome)(int)answer[0], (long)answer[1]);
    }
}
