using System.Collections.Concurrent;
using System.Threading.Channels;
using Arthas.Agent.Attach;
using Arthas.Agent.Targets;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Jobs;

/// <summary>
/// The jobs of this agent, by (session, number). A job stays until its status was acknowledged and its results are not
/// held any more; its key is remembered longer, so that a request that arrives twice runs once.
/// </summary>
internal sealed class JobTable(CommandCatalogue catalogue, AttachedProbes probes, TargetWatch targets, AgentOptions options, TimeProvider time)
{
    private const int Remembered = 10_000;

    private static readonly ResultViews Views = new(typeof(JobTable).Assembly);

    private readonly OutputFolder _output = new(options.Output);
    private readonly ConcurrentDictionary<JobKey, AcceptedJob> _jobs = new();
    private readonly ConcurrentDictionary<JobKey, byte> _seen = new();
    private readonly ConcurrentQueue<JobKey> _seenInOrder = new();
    private readonly Channel<AcceptedJob> _ready = Channel.CreateUnbounded<AcceptedJob>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Jobs that have something to send, each once, in turn.</summary>
    public ChannelReader<AcceptedJob> Ready => _ready.Reader;

    public ICollection<AcceptedJob> All => _jobs.Values;

    public AcceptedJob? Find(JobKey key) => _jobs.GetValueOrDefault(key);

    /// <summary>Returns at once; a request seen before does nothing.</summary>
    public void Handle(InboxMessage message)
    {
        switch (message)
        {
            case InboxMessage.Run run when Remember(run.Job):
                var job = _jobs[run.Job] = new AcceptedJob(run.Job, run.Role, run.Pipe is null ? run.Values : ValueForm.Text, probes, options, time, Enqueue) { Owner = run.Owner, Trace = run.Trace };
                _ = Task.Run(() => RunAsync(job, run));
                break;
            case InboxMessage.Interrupt interrupt:
                Find(interrupt.Job)?.Interrupt();
                break;
            case InboxMessage.Stop stop:
                Find(stop.Job)?.Stop();
                break;
        }
    }

    /// <summary>The cluster does not know this job: it ends, and what it holds is let go.</summary>
    public void Forget(JobKey key)
    {
        if (_jobs.TryRemove(key, out var job))
        {
            job.Interrupt();
        }
    }

    /// <summary>Lets go of what was acknowledged long enough ago. Called now and then.</summary>
    public void Trim()
    {
        foreach (var job in _jobs.Values)
        {
            job.Outbox.Trim();
            if (job.Outbox.IsFinished)
            {
                _jobs.TryRemove(job.Key, out _);
            }
        }
    }

    public void Enqueue(AcceptedJob job)
    {
        if (job.Queue())
        {
            _ready.Writer.TryWrite(job);
        }
    }

    private async Task RunAsync(AcceptedJob job, InboxMessage.Run run)
    {
        var name = run.Words.Count > 0 ? run.Words[0] : "";
        if (catalogue.Find(name) is not { } command)
        {
            job.Finish(new CommandEnd(-1, $"{name}: command not found"));
            return;
        }

        Func<Pipe>? pipe = run.Pipe is { } line ? () => new Pipe(run.Job.JobId, line, _output, Views) : null;
        await job.RunAsync(command, () => FindTargetAsync(run, job.Ended), run.Words, pipe, run.TimeLimit);
    }

    private async Task<Target> FindTargetAsync(InboxMessage.Run run, CancellationToken cancel)
    {
        // What was seen last may have ended since, and another process have its pid.
        if (targets.Find(run.TargetId) is not { } target || target.Record.IsAfter(run.TargetStart) || !ProcessFiles.IsAlive(target))
        {
            await targets.ScanAsync(cancel);
            target = targets.Find(run.TargetId) ?? throw new CommandException(-1, $"the target {run.TargetId} is not on this host (any more)");
        }

        return target.Record.IsAfter(run.TargetStart)
            ? throw new CommandException(-1, $"the target has ended (pid {target.ProcessId} is another process now)")
            : target;
    }

    private bool Remember(JobKey key)
    {
        if (!_seen.TryAdd(key, 0))
        {
            return false;
        }

        _seenInOrder.Enqueue(key);
        if (_seenInOrder.Count > Remembered && _seenInOrder.TryDequeue(out var oldest))
        {
            _seen.TryRemove(oldest, out _);
        }

        return true;
    }
}
