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

    /// <summary>True when the hub node is about to go: another one is to be linked to at once.</summary>
    /// <exception cref="LinkRefusedException">The hub refused; the reason is its own.</exception>
    /// <exception cref="IOException">The link broke.</exception>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var changed = agent.TargetsChanged;
        var running = jobs.All.Select(job => new RunningJob(job.Key, job.Outbox.LastBatch, job.Owner)).ToList();
        await connection.SendAsync(new LinkFrame.Hello(agent.Record, options.Token, running), cancel);

        await using var reader = new LinkReader(connection, options.LinkSilence, time, ending.Token);
        Resume(await WelcomeAsync(reader));
        agent.OnLinked();

        Task[] tasks =
        [
            ReadAsync(reader),
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

    private async Task<IReadOnlyList<KnownJob>> WelcomeAsync(LinkReader reader)
    {
        LinkFrame? answer;
        try
        {
            answer = await reader.NextAsync(_welcomeLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the hub gave no welcome within {_welcomeLimit.TotalSeconds:0.#} s");
        }

        return answer switch
        {
            LinkFrame.Welcome { Refused: { } reason } => throw new LinkRefusedException(reason),
            LinkFrame.Welcome welcome => welcome.Jobs,
            _ => throw new IOException("the hub gave no welcome"),
        };
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

    private async Task ReadAsync(LinkReader reader)
    {
        while (await NextAsync(reader) is { } frame)
        {
            switch (frame)
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

    private async ValueTask<LinkFrame?> NextAsync(LinkReader reader)
    {
        try
        {
            return await reader.NextAsync();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the hub was silent for {options.LinkSilence.TotalSeconds:0.#} s");
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
        while (await timer.WaitForNextTickAsync(cancel))
        {
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
