using System.Threading.Channels;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Hub.Nodes;
using Arthas.Hub.Telemetry;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Links;

/// <summary>
/// The link of an agent that has been let in. Frames from the agent, letters to it and heartbeats both ways go on at the
/// same time until the first of them ends; each job's batches go to its session by themselves (<see cref="JobPump"/>).
/// </summary>
internal sealed class AgentLink(LinkConnection connection, LinkReader reader, LinkId id, LinkFrame.Hello hello, LinkContext context)
{
    private const int MostIdlePumps = 1000;

    private readonly JobRoutes _routes = new(hello.Agent.Name, context);
    private readonly Dictionary<JobKey, JobPump> _pumps = [];
    private readonly Channel<AgentLetter> _letters = Channel.CreateUnbounded<AgentLetter>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();

    /// <summary>Letters with jobs to run that were sent, and whose jobs have not sent anything yet.</summary>
    private readonly Queue<(long Number, JobKey Job)> _sent = new();

    private long _received;
    private long _acknowledged;
    private bool _hasMissed;
    private TargetRecord[]? _targets;
    private bool _hasToldTaken;
    private TaskCompletionSource _renewSoon = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Agent => hello.Agent.Name;

    private IAgentGrain Grain => field ??= context.Grains.Get<IAgentGrain>(Agent);

    /// <summary>Letters from the agent's grain. Those that do not follow what is here are asked for again.</summary>
    public void Deliver(long after, AgentLetter[] letters)
    {
        lock (_gate)
        {
            if (after > _received)
            {
                _hasMissed = true;
                _renewSoon.TrySetResult();
                return;
            }

            Send(letters, letters[^1].Number);
        }
    }

    /// <param name="registered">What the agent's grain answered to the hello.</param>
    /// <param name="stopping">The node is about to go, and the agent is to find another one.</param>
    public async Task RunAsync(Registered registered, CancellationToken stopping, CancellationToken cancel)
    {
        await connection.SendAsync(new LinkFrame.Welcome(id.Node, null, await _routes.ResumeAsync(hello.Running, cancel)), cancel);
        await TellTakenAsync(registered.Taken, cancel);
        lock (_gate)
        {
            Send(registered.Letters, registered.Through);
        }

        context.Links.Add(this);
        HubTelemetry.Links.Add(1);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var leaving = stopping.Register(() => _ = LeaveAsync());
        try
        {
            Task[] parts = [ReceiveAsync(end.Token), SendLettersAsync(end.Token), BeatAsync(end.Token), RenewAsync(end.Token)];
            var first = await Task.WhenAny(parts);
            await end.CancelAsync();
            // A part may hang in a write to an agent that reads no more: closing ends that too.
            await connection.DisposeAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        finally
        {
            context.Links.Remove(this);
            HubTelemetry.Links.Add(-1);
            await end.CancelAsync();
            await Task.WhenAll(_pumps.Values.Select(static pump => pump.Ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        while (await reader.NextAsync() is { } frame)
        {
            switch (frame)
            {
                case LinkFrame.Batch batch:
                    Pump(batch.Job, cancel).Take(batch);
                    break;
                case LinkFrame.Dropped dropped:
                    Pump(dropped.Job, cancel).Take(dropped);
                    break;
                case LinkFrame.InboxAck ack:
                    lock (_gate)
                    {
                        _acknowledged = Math.Max(_acknowledged, ack.Number);
                    }

                    break;
                case LinkFrame.Targets targets:
                    lock (_gate)
                    {
                        _targets = [.. targets.Now];
                        _renewSoon.TrySetResult();
                    }

                    break;
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(context.Leases.Heartbeat, context.Time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            await connection.SendAsync(new LinkFrame.Heartbeat(), cancel);
        }
    }

    /// <summary>Once a heartbeat, and soon after the agent's targets changed: one call with all that has gathered.</summary>
    private async Task RenewAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task soon;
            lock (_gate)
            {
                soon = _renewSoon.Task;
            }

            await soon.WaitAsync(context.Leases.Heartbeat, context.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            Renewal renewal;
            lock (_gate)
            {
                _renewSoon = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                renewal = new Renewal { Link = id, Acknowledged = _acknowledged, Received = _received, Targets = _targets, Ended = _routes.TakeEnded() };
                _targets = null;
            }

            try
            {
                await AcceptAsync(cancel);
                if (!await RenewAsync(renewal, cancel))
                {
                    context.Logger.LinkSuperseded(Agent, id);
                    return;
                }
            }
            catch (ClusterAwayException e)
            {
                // The agent goes on and keeps what it has; what was to be told is told with the next one.
                context.Logger.ClusterAway(e.Message);
                lock (_gate)
                {
                    _targets ??= renewal.Targets;
                }

                _routes.AddEnded(renewal.Ended);
            }
        }
    }

    private async Task<bool> RenewAsync(Renewal renewal, CancellationToken cancel)
    {
        var renewed = await context.Calls.RunAsync(() => Grain.RenewAsync(renewal), cancel);
        if (!renewed.IsMine)
        {
            return false;
        }

        lock (_gate)
        {
            if (_hasMissed || renewed.Letters.Length > 0)
            {
                _hasMissed = false;
                Send(renewed.Letters, renewed.Through);
            }
        }

        if (renewed.Taken is { } taken)
        {
            await TellTakenAsync(taken, cancel);
        }

        return true;
    }

    /// <summary>Jobs that the agent has, and that have sent nothing that says so.</summary>
    private async Task AcceptAsync(CancellationToken cancel)
    {
        var jobs = new List<JobKey>();
        lock (_gate)
        {
            while (_sent.TryPeek(out var sent) && sent.Number <= _acknowledged)
            {
                _sent.Dequeue();
                if (!_pumps.ContainsKey(sent.Job))
                {
                    jobs.Add(sent.Job);
                }
            }
        }

        await _routes.AcceptAsync(jobs, cancel);
    }

    private async Task SendLettersAsync(CancellationToken cancel)
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync(cancel))
        {
            var message = letter.Message;
            if (message.Owner is { } owner)
            {
                _routes.Add(message.Job, owner);
            }

            var text = message.Owner is null ? null : HubNodeReference.Write(message.Owner);
            using var span = HubTelemetry.StartDelivery(message);
            await connection.SendAsync(new LinkFrame.Inbox(new InboxEntry(letter.Number, message.ToInbox(text, span?.Id))), cancel);
        }
    }

    /// <summary>This node is about to go. The agent goes first, so that its jobs are elsewhere when the node's sockets close.</summary>
    private async Task LeaveAsync()
    {
        context.Links.Leaves(Agent);
        try
        {
            await connection.SendAsync(new LinkFrame.Leave(), CancellationToken.None);
        }
        catch (IOException)
        {
            // It has gone already.
        }
    }

    private Task TellTakenAsync(TakenBy[] taken, CancellationToken cancel)
    {
        if (taken.Length == 0 && !_hasToldTaken)
        {
            return Task.CompletedTask;
        }

        _hasToldTaken = taken.Length > 0;
        foreach (var target in taken)
        {
            context.Logger.TargetTaken(Agent, target.TargetId, target.Agent);
        }

        return connection.SendAsync(new LinkFrame.Taken([.. taken.Select(static target => new TakenTarget(target.TargetId, target.Agent))]), cancel);
    }

    private JobPump Pump(JobKey job, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_pumps.TryGetValue(job, out var pump))
            {
                if (_pumps.Count >= MostIdlePumps)
                {
                    foreach (var idle in _pumps.Where(static known => known.Value.IsIdle).Select(static known => known.Key).ToArray())
                    {
                        _pumps.Remove(idle);
                    }
                }

                _pumps.Add(job, pump = new JobPump(job, connection, _routes, context, cancel));
            }

            return pump;
        }
    }

    private void Send(AgentLetter[] letters, long through)
    {
        foreach (var letter in letters)
        {
            if (letter.Number > _received)
            {
                if (letter.Message.Kind == AgentMessageKind.Run)
                {
                    _sent.Enqueue((letter.Number, letter.Message.Job));
                }

                _letters.Writer.TryWrite(letter);
            }
        }

        _received = Math.Max(_received, through);
    }
}
