using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Agent.Attach;
using Arthas.Agent.Targets;
using Arthas.Agent.Telemetry;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.Probes;
using Arthas.Contracts.Results;

namespace Arthas.Agent.Jobs;

/// <summary>A job of the cluster's, at work in this agent.</summary>
internal sealed class AcceptedJob : AgentJob, IDisposable
{
    /// <summary>How long a command may take to end after it was asked to.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    /// <summary>The hub ends a job at its deadline; this agent does so by itself a moment later, if the hub cannot.</summary>
    private static readonly TimeSpan DeadlineGrace = TimeSpan.FromSeconds(1);

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _ended = new();
    private readonly JobResults _results;
    private readonly Role _role;
    private readonly AttachedProbes _probes;
    private readonly TimeProvider _time;
    private readonly Action<AcceptedJob> _ready;
    private volatile string? _detached;
    private ParsedCommand? _command;
    private Target? _target;
    private int _queued;
    private int _pausing;

    public AcceptedJob(JobKey key, Role role, ValueForm values, AttachedProbes probes, AgentOptions options, TimeProvider time, Action<AcceptedJob> ready)
    {
        Key = key;
        _role = role;
        Values = values;
        Outbox = new AgentOutbox(key.JobId, options, time);
        _results = new JobResults(key.JobId, Outbox, OnPipeOver);
        _probes = probes;
        _time = time;
        _ready = ready;
    }

    public JobKey Key { get; }

    public AgentOutbox Outbox { get; }

    /// <summary>As the hub sent it with the job: what a hub node needs to know of it after a link has ended.</summary>
    public string? Owner { get; init; }

    /// <summary>The W3C <c>traceparent</c> it came with; null where nobody traces.</summary>
    public string? Trace { get; init; }

    public override ValueForm Values { get; }

    public override ParsedCommand Command => _command ?? throw new InvalidOperationException("the command line has not been read");

    public override Target Target => _target ?? throw new CommandException(-1, "this command has no target");

    public override CancellationToken Ended => _ended.Token;

    /// <summary>Runs the command to its status.</summary>
    /// <param name="pipe">What its results go through; null for nothing.</param>
    public async Task RunAsync(ICommand command, Func<Task<Target>> findTarget, IReadOnlyList<string> words, Func<Pipe>? pipe, TimeSpan limit)
    {
        using var span = AgentTelemetry.StartJob(command.Spec.Name, Trace);
        AgentTelemetry.Jobs.Add(1);
        using var deadline = _time.CreateTimer(_ => Interrupt(), null, Bounded(limit + DeadlineGrace), Timeout.InfiniteTimeSpan);
        try
        {
            if (pipe is not null)
            {
                _results.Through(pipe());
            }

            _target = await findTarget();
            Finish(await ParseAndRunAsync(command, words));
        }
        catch (Exception) when (_ended.IsCancellationRequested)
        {
            Finish(CommandEnd.Ok);
        }
        catch (PipeException e)
        {
            Finish(new CommandEnd(-1, e.Message));
        }
        catch (CommandException e)
        {
            Finish(new CommandEnd(e.StatusCode, e.Message));
        }
        catch (Exception e)
        {
            Finish(new CommandEnd(1, $"Error during processing the command: {e.GetType().FullName}, message:{e.Message}"));
        }
        finally
        {
            AgentTelemetry.Jobs.Add(-1);
        }
    }

    /// <summary>Ends the job as Ctrl-C would: with status 0, by the command itself if it is quick enough.</summary>
    public void Interrupt()
    {
        _ended.Cancel();
        _ = EndInTimeAsync();
    }

    /// <summary>The job has ended for the cluster: it ends here, and what it did not send is counted instead.</summary>
    public void Stop()
    {
        if (!Outbox.Stop())
        {
            return;
        }

        Interrupt();
        _ready(this);
    }

    /// <summary>What is to be sent next on the present link; null when there is nothing now.</summary>
    /// <param name="pause">Not zero when there will be something after it.</param>
    public LinkFrame? Next(out TimeSpan pause) => Outbox.Take(out pause) is { } batch ? new LinkFrame.Batch(Key, batch.Number, batch.Last, batch.Results) { Detached = batch.Last ? _detached : null }
        : Outbox.TakeLate() is var (number, results) ? new LinkFrame.Dropped(Key, number, results)
        : null;

    /// <summary>Ends the job before, or instead of, running it.</summary>
    public void Finish(CommandEnd end)
    {
        if (!_results.End(end))
        {
            return;
        }

        _ended.Cancel();
        _ready(this);
    }

    public override void Result(string type, Action<Utf8JsonWriter> body)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteNumber("jobId", Key.JobId);
            body(json);
            json.WriteEndObject();
        }

        Add(type, bytes.ToArray());
    }

    public override Task<CommandEnd> RunInTargetAsync(bool weaves = false) =>
        RunInTargetAsync(result => Add(result.Type, result.Json), weaves);

    public override Task<CommandEnd> AskTargetAsync(Action<ProbeResult> answer) => RunInTargetAsync(answer, weaves: false);

    public override async Task DetachAsync()
    {
        await _probes.DetachAsync(Target);
        _detached = Target.Record.Id;
    }

    /// <summary>True once until <see cref="Unqueue"/>: it stands in the queue of jobs that have something to send.</summary>
    public bool Queue() => Interlocked.Exchange(ref _queued, 1) == 0;

    public void Unqueue() => Volatile.Write(ref _queued, 0);

    /// <summary>Queued again after this, once however often it is asked meanwhile.</summary>
    public async Task QueueAfterAsync(TimeSpan pause, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _pausing, 1) == 1)
        {
            return;
        }

        await Task.Delay(pause, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _pausing, 0);
        _ready(this);
    }

    public void Dispose() => _ended.Dispose();

    /// <summary>A timer takes 49 days at most.</summary>
    private static TimeSpan Bounded(TimeSpan limit) => limit > TimeSpan.FromDays(49) ? TimeSpan.FromDays(49) : limit;

    private async Task<CommandEnd> ParseAndRunAsync(ICommand command, IReadOnlyList<string> words)
    {
        var parsed = CommandParser.Parse(command.Spec, words);
        if (parsed.HelpAsked)
        {
            Result(HelpResult.Type, json => HelpResult.WriteDetail(json, command.Spec));
        }

        if (parsed.Command is null)
        {
            return new CommandEnd(parsed.StatusCode, parsed.Message);
        }

        if (command.Spec.RefusalFor(_role) is { } refusal)
        {
            return new CommandEnd(-1, refusal);
        }

        _command = parsed.Command;
        return await command.RunAsync(this);
    }

    private async Task<CommandEnd> RunInTargetAsync(Action<ProbeResult> result, bool weaves)
    {
        var probe = await _probes.GetAsync(Target, weaves, Ended);
        if (probe.TakeWarning() is { } warning)
        {
            Result("message", json => json.WriteString("message", warning));
        }

        using var span = AgentTelemetry.StartProbe(Command.Name, Target.ProcessId);
        try
        {
            // What listens goes on where it was when the process does; an answer to a question is not waited for.
            return await probe.RunAsync(new ProbeRun(Key.JobId, _role, Command, Values), result, weaves ? AddSilentMessage : static () => false, Ended);
        }
        catch (Exception e) when (e is ProbeLostException or IOException)
        {
            throw new CommandException(-1, await _probes.WhyLostAsync(Target));
        }
    }

    private bool AddSilentMessage()
    {
        Result("message", static json => json.WriteString("message", "The target does not answer: the process is stopped (SIGSTOP, a debugger, a frozen container). The job goes on when it does."));
        return true;
    }

    private async Task EndInTimeAsync()
    {
        await Task.Delay(EndLimit, _time);
        Finish(CommandEnd.Ok);
    }

    private void Add(string type, ReadOnlyMemory<byte> json)
    {
        if (_results.Add(type, json))
        {
            _ready(this);
        }
    }

    private void OnPipeOver(string? problem)
    {
        if (problem is null)
        {
            Interrupt();
        }
        else
        {
            Finish(new CommandEnd(-1, problem));
        }
    }
}
