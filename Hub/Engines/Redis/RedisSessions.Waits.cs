using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// The members that wait. A script looks, and registers this node when there is nothing; then a hint wakes the wait, or
/// its end does, and the script looks again: a lost hint costs time and nothing else.
/// </summary>
internal sealed partial class RedisSessions
{
    public async ValueTask<Pulled> PullAsync(
        string sessionId, string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        if (SessionKeys.Of(sessionId) is not { } key)
        {
            return new Pulled { Outcome = PullOutcome.NoSession };
        }

        using var hint = redis.Hints.For(sessionId, wait, time);
        var (after, turn) = (afterSeq?.Number() ?? "", "");
        while (true)
        {
            hint.Arm();
            var f = await AskAsync("pull", [key, consumerId, after, turn, hint.Left, redis.Hints.Node], cancel);
            if ((PullOutcome)(int)f[0] is not PullOutcome.Ok and var outcome)
            {
                return new Pulled { Outcome = outcome };
            }

            if ((int)f[2] == 0)
            {
                return Pulled(f);
            }

            turn = (string)f[1]!;
            if (await hint.WaitAsync(cancel) && log.Value.PullBatching > TimeSpan.Zero)
            {
                await Task.Delay(log.Value.PullBatching, time, cancel);
            }
        }
    }

    public async ValueTask<JobRead> ReadJobAsync(JobKey job, long afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is not { } key)
        {
            return new JobRead(false, [], afterSeq, true);
        }

        using var hint = redis.Hints.For($"{job.SessionId}/{job.JobId}", wait, time);
        while (true)
        {
            hint.Arm();
            var f = await AskAsync("read", [key, job.JobId, afterSeq, hint.Left, redis.Hints.Node], cancel);
            if ((int)f[0] == 0)
            {
                return new JobRead(false, [], afterSeq, true);
            }

            if ((int)f[1] == 0)
            {
                return new JobRead(true, f[5].Results(), (long)f[2], (int)f[3] == 1, (long)f[4]);
            }

            await hint.WaitAsync(cancel);
        }
    }

    public async ValueTask<bool> WaitEndAsync(JobKey job, TimeSpan wait, CancellationToken cancel)
    {
        if (SessionKeys.Of(job.SessionId) is not { } key)
        {
            return true;
        }

        using var hint = redis.Hints.For($"{job.SessionId}/{job.JobId}!", wait, time);
        while (true)
        {
            hint.Arm();
            var f = await AskAsync("wait", [key, job.JobId, hint.Left, redis.Hints.Node], cancel);
            if ((int)f[0] == 1 || (int)f[1] == 0)
            {
                return (int)f[0] == 1;
            }

            await hint.WaitAsync(cancel);
        }
    }

    private async Task<RedisResult[]> AskAsync(string script, object[] call, CancellationToken cancel) =>
        (await redis.RunAsync(script, 1, call, cancel)).Items();

    private static Pulled Pulled(RedisResult[] f)
    {
        var results = f[7].Results();
        if ((string?)f[5] is { Length: > 0 } input)
        {
            results = WithInput(results, (int)f[6], input);
        }

        return new Pulled { Outcome = PullOutcome.Ok, Results = results, LastSeq = (long)f[3], Missed = (long)f[4] };
    }

    /// <summary>A preamble begins with DISABLED and ends with the input status there was; then the log goes on.</summary>
    private static IReadOnlyList<Result> WithInput(IReadOnlyList<Result> results, int preamble, string input)
    {
        var status = input switch
        {
            "input" => InputStatus.AllowInput,
            "interrupt" => InputStatus.AllowInterrupt,
            _ => InputStatus.Disabled,
        };
        return [InputStatus.Disabled, .. results.Take(preamble), status, .. results.Skip(preamble)];
    }
}
