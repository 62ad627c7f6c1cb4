using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Hub.Telemetry;
using Arthas.Silo.Hosting;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Hub.Links;

/// <summary>
/// What an agent's link brings of one job, on its way to the job's session: one call at a time, which carries all that has
/// gathered. Calls side by side might arrive out of order, and one that waits for the journal holds up no other job.
/// </summary>
internal sealed class JobPump(JobKey job, LinkConnection connection, JobRoutes routes, LinkContext context, CancellationToken cancel)
{
    private const int MostBatches = 64;

    /// <summary>Bytes of JSON in one call.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Queue<LinkFrame> _waiting = new();

    public Task Ended { get; private set; } = Task.CompletedTask;

    public bool IsIdle => Ended.IsCompleted;

    public void Take(LinkFrame frame)
    {
        switch (frame)
        {
            case LinkFrame.Batch batch:
                HubTelemetry.ResultsTaken.Add(batch.Results.Count);
                break;
            case LinkFrame.Dropped dropped:
                HubTelemetry.ResultsDropped.Add(dropped.Results);
                break;
        }

        lock (_gate)
        {
            _waiting.Enqueue(frame);
            if (Ended.IsCompleted)
            {
                Ended = Task.Run(RunAsync, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await PumpAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException || cancel.IsCancellationRequested)
        {
            // The link has ended: the next one goes on from the last batch that is in.
        }
        catch (Exception e)
        {
            context.Logger.PumpFailed(e, job);
            await connection.DisposeAsync();
        }
    }

    private async Task PumpAsync()
    {
        while (Next() is { Count: > 0 } frames)
        {
            Appended appended;
            switch (frames[0])
            {
                case LinkFrame.Dropped dropped:
                    appended = await KeepTryingAsync(() => routes.DropAsync(dropped, cancel));
                    break;
                default:
                    var last = (LinkFrame.Batch)frames[^1];
                    if (last is { Last: true, Results.Count: 0 })
                    {
                        throw new LinkException($"the last batch of job {job} has no status");
                    }

                    var batch = ToBatch(frames, last);
                    appended = await KeepTryingAsync(() => routes.AppendAsync(job, batch, cancel));
                    if (last.Detached is { } target && appended.Outcome == AppendOutcome.Accepted)
                    {
                        await KeepTryingAsync(async () =>
                        {
                            await routes.TellDetachedAsync(target, cancel);
                            return true;
                        });
                    }

                    break;
            }

            if (appended.Outcome == AppendOutcome.Gap)
            {
                // What is here comes again, after what is missing.
                lock (_gate)
                {
                    _waiting.Clear();
                }
            }

            await connection.SendAsync(new LinkFrame.BatchAck(job, appended), cancel);
        }
    }

    private JobBatch ToBatch(List<LinkFrame> frames, LinkFrame.Batch last) => new()
    {
        JobId = job.JobId,
        Agent = routes.Agent,
        First = ((LinkFrame.Batch)frames[0]).Number,
        Parts = [.. frames.Select(static frame => ResultBytes.Of(((LinkFrame.Batch)frame).Results))],
        Last = last.Last,
    };

    /// <summary>Batches in a row, or one announcement; none when there is nothing more.</summary>
    private List<LinkFrame> Next()
    {
        var frames = new List<LinkFrame>();
        lock (_gate)
        {
            var (bytes, next) = (0L, 0L);
            while (frames.Count < MostBatches && _waiting.TryPeek(out var frame))
            {
                var batch = frame as LinkFrame.Batch;
                var size = batch?.Results.Sum(static result => (long)result.Json.Length) ?? 0;
                if (frames.Count > 0 && (batch is null || batch.Number != next || bytes + size > MostBytes))
                {
                    break;
                }

                frames.Add(_waiting.Dequeue());
                (bytes, next) = (bytes + size, (batch?.Number ?? 0) + 1);
                if (batch is null or { Last: true })
                {
                    break;
                }
            }

            if (frames.Count == 0)
            {
                Ended = Task.CompletedTask;
            }
        }

        return frames;
    }

    /// <summary>A cluster that is away is waited for; meanwhile nothing is acknowledged, so the agent keeps it.</summary>
    private async Task<T> KeepTryingAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (ClusterAwayException e)
            {
                context.Logger.ClusterAway(e.Message);
                await Task.Delay(RetryAfter, context.Time, cancel);
            }
        }
    }
}
