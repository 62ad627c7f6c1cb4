using System.Collections.Concurrent;
using Arthas.Contracts.Probes;
using Arthas.Probe.Jobs;
using Arthas.Probe.Threads;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Sockets;

/// <summary>
/// The agent that has this probe. When it closes, falls silent or says so, every job ends and every method is reverted.
/// </summary>
internal sealed class AgentConnection
{
    private const int SentTogether = 32 * 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private readonly ProbeSocket _socket;
    private readonly Action _onClosed;
    private readonly SendQueue _queue = new();
    private readonly JobThreads _threads = new();
    private readonly ConcurrentDictionary<int, ConnectedJob> _jobs = new();
    private readonly BlockingCollection<ConnectedJob> _ended = [];
    private readonly object _closing = new();
    private long _lastPing = Environment.TickCount64;
    private bool _closed;

    /// <param name="onClosed">Told when everything is as it was before.</param>
    public AgentConnection(ProbeSocket socket, Stream stream, string owner, Action onClosed)
    {
        _socket = socket;
        _stream = stream;
        _onClosed = onClosed;
        Owner = owner;
        OwnThread.Start("reader", Read);
        OwnThread.Start("writer", Write);
        OwnThread.Start("keeper", ReleaseEndedJobs);
    }

    public string Owner { get; }

    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Called each second.</summary>
    /// <param name="stoodStill">This process was stopped for a while: pings that wait in the socket count.</param>
    public void CloseIfSilent(bool stoodStill)
    {
        if (stoodStill)
        {
            Volatile.Write(ref _lastPing, Environment.TickCount64);
        }
        else if (Environment.TickCount64 - Volatile.Read(ref _lastPing) > Silence.TotalMilliseconds)
        {
            Close();
        }
    }

    /// <summary>Ends everything. May be called from any thread, any number of times.</summary>
    public void Close()
    {
        lock (_closing)
        {
            if (_closed)
            {
                return;
            }

            Volatile.Write(ref _closed, true);
        }

        _queue.Close();

        // Everything at once, before the jobs one by one: a command that hangs in its own clean-up keeps no method woven.
        RevertAll();
        foreach (var job in _jobs.Values)
        {
            job.Release();
        }

        KeptForAgent.Drop();
        _ended.CompleteAdding();
        _socket.Dispose();
        _onClosed();
    }

    private static void RevertAll()
    {
        try
        {
            Enhancer.Current.Reset();
        }
        catch (Exception)
        {
            // The jobs' own clean-up follows.
        }
    }

    public bool TrySend(OutFrame frame, bool control) => _queue.TryAdd(frame, control);

    public bool IsBehind => _queue.IsFull;

    /// <summary>A job has ended: the keeper lets go of what it holds and tells the agent, on its own thread and not on the application's.</summary>
    public void Ended(ConnectedJob job)
    {
        try
        {
            _ended.Add(job);
        }
        catch (InvalidOperationException)
        {
            // Closed: all jobs are released there.
        }
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                var (kind, number, payload) = FrameStream.Read(_stream);
                switch (kind)
                {
                    case ProbeFrameKind.Run:
                        Run(number, ProbeRun.Read(payload));
                        break;
                    case ProbeFrameKind.Interrupt when _jobs.TryGetValue(number, out var job):
                        job.End();
                        break;
                    case ProbeFrameKind.Ping:
                        Volatile.Write(ref _lastPing, Environment.TickCount64);
                        TrySend(new OutFrame(new ProbeFrame(ProbeFrameKind.Pong, 0, default)), control: true);
                        break;
                    case ProbeFrameKind.Detach:
                        return;
                }
            }
        }
        finally
        {
            Close();
        }
    }

    private void Run(int number, ProbeRun run)
    {
        var job = new ConnectedJob(this, number, run);
        _jobs[number] = job;
        if (ProbeCommands.Find(run.Command.Name) is not { } command)
        {
            job.End(-1, $"this process's probe does not know the command {run.Command.Name}: detach with 'stop' and try again");
        }
        else if (!_threads.TryStart(run.Command.Name, () => job.Start(command)))
        {
            job.End(-1, $"{JobThreads.Bound} commands are at work in this process already: wait for one, or interrupt it");
        }
    }

    private void Write()
    {
        try
        {
            // What waits goes out together: a system call for each result costs both processes more than the result does.
            using var together = new BufferedStream(_stream, SentTogether);
            while (_queue.TryTake(out var frame))
            {
                frame.Send(together);
                if (_queue.IsEmpty)
                {
                    together.Flush();
                }
            }
        }
        finally
        {
            Close();
        }
    }

    private void ReleaseEndedJobs()
    {
        foreach (var job in _ended.GetConsumingEnumerable())
        {
            job.Release();
            _jobs.TryRemove(job.Number, out _);
            TrySend(new OutFrame(job.EndFrame()), control: true);
        }
    }
}
