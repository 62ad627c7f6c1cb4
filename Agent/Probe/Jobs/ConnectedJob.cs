using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Probes;
using Arthas.Probe.Expressions;
using Arthas.Probe.Sockets;

namespace Arthas.Probe.Jobs;

/// <summary>A job of the connected agent.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Commands may register on the token after the end; it holds nothing unmanaged.")]
internal sealed class ConnectedJob(AgentConnection agent, int number, ProbeRun run) : ProbeJob
{
    private static readonly TimeSpan LastResults = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _ended = new();
    private ProbeEnd? _end;
    private int _writing;
    private int _dropped;

    public int Number { get; } = number;

    public override ParsedCommand Command => run.Command;

    public override Role Role => run.Role;

    public override ValueForm Values => run.Values;

    public override CancellationToken Ended => _ended.Token;

    public void Start(IProbeCommand command)
    {
        try
        {
            command.Start(this);
        }
        catch (Exception e)
        {
            End(1, $"Error during processing the command: {e.GetType().FullName}, message:{e.Message}");
        }
    }

    public override bool Result<TState>(string type, TState state, Action<Utf8JsonWriter, TState> body)
    {
        Interlocked.Increment(ref _writing);
        try
        {
            if (Volatile.Read(ref _end) is not null || agent.IsClosed)
            {
                return false;
            }

            if (agent.IsBehind || !TryWrite(type, state, body))
            {
                Interlocked.Increment(ref _dropped);
                return false;
            }

            return true;
        }
        catch (Exception e)
        {
            End(1, $"a result of type {type} could not be written: {e.GetType().FullName}: {e.Message}");
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
    }

    public override void End(int statusCode = 0, string? message = null)
    {
        if (Interlocked.CompareExchange(ref _end, new ProbeEnd(statusCode, message), null) is null)
        {
            agent.Ended(this);
        }
    }

    /// <summary>Lets go of what the command holds in the target. On the keeper's thread, or the one that closes.</summary>
    public void Release()
    {
        Interlocked.CompareExchange(ref _end, new ProbeEnd(-1, "the agent has gone"), null);
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException)
        {
            // A registration failed; the others ran. Nobody is left who could do more about it.
        }

        // Results that were being written when the job ended are still its results.
        SpinWait.SpinUntil(() => Volatile.Read(ref _writing) == 0, LastResults);
        AnnounceDropped();
    }

    public ProbeFrame EndFrame() => new(ProbeFrameKind.End, Number, _end!.Write());

    private bool TryWrite<TState>(string type, TState state, Action<Utf8JsonWriter, TState> body)
    {
        AnnounceDropped();
        var buffer = ResultBuffer.Rent();
        body(buffer.Begin(Number, type, run.JobId), state);
        buffer.Complete();
        if (agent.TrySend(new OutFrame(buffer), control: false))
        {
            return true;
        }

        buffer.Return();
        return false;
    }

    private void AnnounceDropped()
    {
        if (Volatile.Read(ref _dropped) == 0)
        {
            return;
        }

        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped == 0)
        {
            return;
        }

        var buffer = ResultBuffer.Rent();
        buffer.Begin(Number, "message", run.JobId).WriteString("message", $"{dropped} results were dropped: they came faster than they could be taken away.");
        buffer.Complete();
        agent.TrySend(new OutFrame(buffer), control: true);
    }
}
