using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Contracts.Results;

namespace Arthas.Hub.Links;

internal sealed partial class AgentLink
{
    private const string ShutdownType = "shutdown";
    private const string ShutdownText = "arthas server is going to shutdown.";

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        while (await reader.NextAsync() is { } frame)
        {
            var targets = (frame as LinkFrame.Targets)?.Now;
            if (!await IsMineAsync(targets, cancel))
            {
                LinkSuperseded(_agent, id);
                return;
            }

            switch (frame)
            {
                case LinkFrame.Batch batch:
                    var stopped = await KeepTryingAsync(c => StoppedAsync(batch, c), cancel);
                    var appended = await KeepTryingAsync(c => TakeAsync(batch, c), cancel);
                    if (stopped is not null && appended.Outcome == AppendOutcome.Accepted)
                    {
                        await KeepTryingAsync(c => SayStoppedAsync(stopped, c), cancel);
                    }

                    await connection.SendAsync(new LinkFrame.BatchAck(batch.Job, appended), cancel);
                    break;
                case LinkFrame.Dropped dropped:
                    var counted = await KeepTryingAsync(c => CountAsync(dropped, c), cancel);
                    await connection.SendAsync(new LinkFrame.BatchAck(dropped.Job, counted), cancel);
                    break;
                case LinkFrame.InboxAck ack:
                    await AcknowledgeAsync(ack.Number, cancel);
                    break;
            }
        }
    }

    /// <summary>Every frame is a heartbeat. False when the agent is on another link by now: what comes here is of yesterday.</summary>
    private async Task<bool> IsMineAsync(IReadOnlyList<TargetRecord>? targets, CancellationToken cancel)
    {
        if (targets is null && time.GetElapsedTime(_renewed) < leases.Heartbeat / 2)
        {
            return true;
        }

        _renewed = time.GetTimestamp();
        var renewal = _claims.Renewal(targets);
        if (!await KeepTryingAsync(c => fleet.RenewAsync(_agent, id, renewal, c), cancel))
        {
            return false;
        }

        if (renewal is not null)
        {
            await TellTakenAsync(cancel);
        }

        return true;
    }

    private async Task TellTakenAsync(CancellationToken cancel)
    {
        if (await KeepTryingAsync(_claims.ChangedAsync, cancel) is not { } taken)
        {
            return;
        }

        foreach (var target in taken)
        {
            TargetTaken(_agent, target.Id, target.Agent);
        }

        await connection.SendAsync(new LinkFrame.Taken(taken), cancel);
    }

    /// <summary>Given to it on an earlier link and ended since, or never: then it is told to stop.</summary>
    private async ValueTask<bool> IsOwnAsync(JobKey job, CancellationToken cancel)
    {
        if (!_own.ContainsKey(job))
        {
            if ((await sessions.JobAsync(job, cancel))?.Agent != _agent)
            {
                return false;
            }

            _own[job] = true;
        }

        return true;
    }

    private async ValueTask<Appended> CountAsync(LinkFrame.Dropped dropped, CancellationToken cancel)
    {
        if (!await IsOwnAsync(dropped.Job, cancel))
        {
            return new Appended(AppendOutcome.Unknown, dropped.Number + 1);
        }

        var counted = await sessions.DropAsync(dropped.Job, dropped.Number, dropped.Results, cancel);
        if (counted.Outcome != AppendOutcome.Gap)
        {
            return counted;
        }

        // It was told of an end that the store has forgotten: the job is over nevertheless.
        if (await sessions.JobAsync(dropped.Job, cancel) is { } job)
        {
            await stopper.EndAsync(job, -1, NoLonger, cancel);
        }

        return await sessions.DropAsync(dropped.Job, dropped.Number, dropped.Results, cancel);
    }

    /// <summary>The target that this job takes leave of (<c>stop</c>); null for none. Asked first: an exec's job may be forgotten with its end.</summary>
    private async ValueTask<string?> StoppedAsync(LinkFrame.Batch batch, CancellationToken cancel) =>
        batch.Results.Any(static result => result.Type == ShutdownType)
            ? (await sessions.JobAsync(batch.Job, cancel))?.TargetId
            : null;

    /// <summary>Whoever works on that target is told, as by Arthas. Its sessions stay: their next command attaches again.</summary>
    private async ValueTask<bool> SayStoppedAsync(string target, CancellationToken cancel)
    {
        foreach (var session in await sessions.ListAsync(cancel))
        {
            if (session.TargetId == target && !session.OneTime)
            {
                await sessions.NoteAsync(session.Id, [new MessageResult { Message = ShutdownText }.ToResult()], cancel);
            }
        }

        return true;
    }

    private async ValueTask<Appended> TakeAsync(LinkFrame.Batch batch, CancellationToken cancel)
    {
        if (!await IsOwnAsync(batch.Job, cancel))
        {
            return new Appended(AppendOutcome.Unknown, batch.Number + 1);
        }

        if (!batch.Last)
        {
            return await sessions.AppendAsync(batch.Job, batch.Number, batch.Results, cancel);
        }

        if (batch.Results.Count == 0)
        {
            throw new LinkException($"the last batch of job {batch.Job} has no status");
        }

        var end = new JobEnd
        {
            Batch = batch.Number,
            Results = [.. batch.Results.SkipLast(1)],
            Status = batch.Results[^1],
        };
        var ended = await sessions.EndJobAsync(batch.Job, end, cancel);
        if (ended.Outcome != AppendOutcome.Gap)
        {
            _own.TryRemove(batch.Job, out _);
        }

        return ended;
    }

    /// <summary>Jobs are accepted before the inbox forgets them: a node that dies between the two lets them be sent twice, not never.</summary>
    private async Task AcknowledgeAsync(long number, CancellationToken cancel)
    {
        while (_sent.TryPeek(out var sent) && sent.Number <= number)
        {
            await KeepTryingAsync(async c =>
            {
                await sessions.AcceptJobAsync(sent.Job, c);
                return true;
            }, cancel);
            _sent.TryDequeue(out _);
        }

        await KeepTryingAsync(async c =>
        {
            await fleet.AcknowledgeInboxAsync(_agent, number, c);
            return true;
        }, cancel);
    }
}
