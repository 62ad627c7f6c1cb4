using Arthas.Agent.Jobs;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Agent.Links;

/// <summary>
/// The agent's side of one link: hello, welcome, then requests in and batches out until either end closes. Jobs outlive
/// it; the next link goes on from the batch that its hub names.
/// </summary>
internal sealed class LinkToHub(LinkConnection connection, ILinkedAgent agent, JobTable jobs, AgentOptions options, TimeProvider time)
{
    /// <summary>A hub looks each of the agent's jobs up before it answers.</summary>
    private readonly TimeSpan _welcomeLimit = 3 * options.LinkSilence;

    private long _inbox;
    private bool _isLeft;
    private long _heard = time.GetTimestamp();

    /// <summary>True when the hub node is about to go: another one is to be linked to at once.</summary>
    /// <exception cref="LinkRefusedException">The hub refused; the reason is its own.</exception>
    /// <exception cref="IOException">The link broke.</exception>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var changed = agent.TargetsChanged;
        var running = jobs.All.Select(job => new RunningJob(job.Key, job.Outbox.LastBatch, job.Owner)).ToList();
        await connection.SendAsync(new LinkFrame.Hello(agent.Record, options.Token, running), cancel);

        var frames = connection.ReadAllAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        await using (frames)
        {
            var answered = frames.MoveNextAsync().AsTask();
            if (await Task.WhenAny(answered, Task.Delay(_welcomeLimit, time, ending.Token)) != answered)
            {
                // A pending read must end before its reader is let go.
                await ending.CancelAsync();
                await ((Task)answered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancel.ThrowIfCancellationRequested();
                throw new TimeoutException($"the hub gave no welcome within {_welcomeLimit.TotalSeconds:0.#} s");
            }

            if (!await answered || frames.Current is not LinkFrame.Welcome welcome)
            {
                throw new IOException("the hub gave no welcome");
            }

            if (welcome.Refused is { } reason)
            {
                throw new LinkRefusedException(reason);
            }

            Resume(welcome.Jobs);
            agent.OnLinked();

            Task[] tasks =
            [
                ReadAsync(frames),
                SendBatchesAsync(ending.Token),
                SendHeartbeatsAsync(ending.Token),
                SendTargetsAsync(changed, ending.Token),
            ];
            await Task.WhenAny(tasks);
            await ending.CancelAsync();
            await connection.DisposeAsync();
            await WhenAllEndedAsync(tasks, cancel);
            return _isLeft;
        }
    }

    private static async Task WhenAllEndedAsync(Task[] tasks, CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The other loops ended because the first one did.
        }
    }

    private void Resume(IReadOnlyList<KnownJob> known)
    {
        foreach (var (key, lastBatch, ended) in known)
        {
            if (jobs.Find(key) is not { } job)
            {
                continue;
            }

            if (lastBatch is not { } number)
            {
                jobs.Forget(key);
                continue;
            }

            job.Outbox.Resend(number + 1);
            if (ended)
            {
                job.Stop();
            }
        }

        foreach (var job in jobs.All)
        {
            jobs.Enqueue(job);
        }
    }

    private async Task ReadAsync(IAsyncEnumerator<LinkFrame> frames)
    {
        while (await frames.MoveNextAsync())
        {
            Volatile.Write(ref _heard, time.GetTimestamp());
            switch (frames.Current)
            {
                case LinkFrame.Inbox { Entry: var entry }:
                    // Delivered at least once, in order: what was seen on this link is only acknowledged again.
                    if (entry.Number > _inbox)
                    {
                        jobs.Handle(entry.Message);
                    }

                    _inbox = Math.Max(_inbox, entry.Number);
                    await connection.SendAsync(new LinkFrame.InboxAck(_inbox));
                    break;
                case LinkFrame.Leave:
                    _isLeft = true;
                    return;
                case LinkFrame.Taken taken:
                    agent.OnTaken(taken.Now);
                    break;
                case LinkFrame.BatchAck ack:
                    Acknowledge(ack);
                    break;
            }
        }
    }

    private void Acknowledge(LinkFrame.BatchAck ack)
    {
        if (jobs.Find(ack.Job) is not { } job)
        {
            return;
        }

        switch (ack.Appended.Outcome)
        {
            case AppendOutcome.Accepted or AppendOutcome.Duplicate:
                job.Outbox.Acknowledge(ack.Appended.Expected);
                jobs.Enqueue(job);
                break;
            case AppendOutcome.Gap:
                job.Outbox.Resend(ack.Appended.Expected);
                jobs.Enqueue(job);
                break;
            case AppendOutcome.Ended:
                job.Outbox.Acknowledge(ack.Appended.Expected);
                job.Stop();
                break;
            default:
                jobs.Forget(ack.Job);
                break;
        }
    }

    private async Task SendBatchesAsync(CancellationToken cancel)
    {
        await foreach (var job in jobs.Ready.ReadAllAsync(cancel))
        {
            job.Unqueue();
            if (job.Next(out var pause) is not { } frame)
            {
                if (pause > TimeSpan.Zero)
                {
                    _ = job.QueueAfterAsync(pause, cancel);
                }

                continue;
            }

            // One batch a turn, so that a loud job does not hold up the others.
            jobs.Enqueue(job);
            await connection.SendAsync(frame, cancel);
        }
    }

    private async Task SendHeartbeatsAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.Heartbeat, time);
        var last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancel))
        {
            // Late itself, this process stood still or was busy: what the hub sent meanwhile is yet to be read.
            if (time.GetElapsedTime(last) > 2 * options.Heartbeat)
            {
                Volatile.Write(ref _heard, time.GetTimestamp());
            }

            last = time.GetTimestamp();
            if (time.GetElapsedTime(Volatile.Read(ref _heard)) > options.LinkSilence)
            {
                throw new TimeoutException($"the hub was silent for {options.LinkSilence.TotalSeconds:0.#} s");
            }

            await connection.SendAsync(new LinkFrame.Heartbeat(), cancel);
            jobs.Trim();
        }
    }

    private async Task SendTargetsAsync(Task changed, CancellationToken cancel)
    {
        while (true)
        {
            await changed.WaitAsync(cancel);
            changed = agent.TargetsChanged;
            await connection.SendAsync(new LinkFrame.Targets(agent.Targets), cancel);
        }
    }
}
