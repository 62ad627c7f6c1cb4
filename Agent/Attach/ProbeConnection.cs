using System.Collections.Concurrent;
using System.Net.Sockets;
using Arthas.Agent.Jobs;
using Arthas.Agent.Targets;
using Arthas.Contracts.Probes;

namespace Arthas.Agent.Attach;

/// <summary>The agent's end of a probe's socket, shared by all jobs on that target.</summary>
internal sealed class ProbeConnection : IAsyncDisposable
{
    private const int ReadAhead = 64 * 1024;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(1);

    /// <summary>Every ping is answered by a thread of the probe's own, however busy the application is.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public const string Stopped = "the target does not answer: the process is stopped (SIGSTOP, a debugger, a frozen container); let it go on, or end it";

    private readonly TimeProvider _time;

    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<int, ProbeRunning> _jobs = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _reading;
    private readonly ITimer _ping;
    private int _lastNumber;
    private string? _warning;
    private long _heard, _ticked;

    private ProbeConnection(NetworkStream stream, ProbeWelcome welcome, TimeProvider time)
    {
        _stream = stream;
        _time = time;
        _heard = _ticked = time.GetTimestamp();
        Welcome = welcome;
        _reading = Task.Run(ReadAsync);
        _ping = time.CreateTimer(_ => Tick(), null, PingInterval, PingInterval);
    }

    public ProbeWelcome Welcome { get; }

    /// <summary>The process is stopped: a debugger, SIGSTOP, a frozen container. It may go on where it was.</summary>
    public bool IsSilent => _time.GetElapsedTime(Volatile.Read(ref _heard)) > Silence;

    /// <summary>Completes when the probe or its process has gone, or this end was disposed; every job has ended then.</summary>
    public Task Closed => _reading;

    /// <summary>The first job is to tell this.</summary>
    public void SetWarning(string? warning) => _warning = warning;

    /// <summary>Once what the user should know of this target; null for nothing, and ever after.</summary>
    public string? TakeWarning() => Interlocked.Exchange(ref _warning, null);

    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="IOException">Whoever listens is no probe.</exception>
    /// <exception cref="AttachException">Another agent has this probe.</exception>
    public static async Task<ProbeConnection> OpenAsync(string socketPath, string owner, TimeProvider time, CancellationToken cancel)
    {
        var stream = new NetworkStream(await TargetSocket.ConnectAsync(socketPath, cancel), ownsSocket: true);
        try
        {
            await WriteAsync(stream, new ProbeFrame(ProbeFrameKind.Hello, 0, new ProbeHello(ProbeHello.Current, owner).Write()), cancel);
            var (kind, _, payload) = await ReadAsync(stream, cancel);
            var welcome = kind == ProbeFrameKind.Welcome ? ProbeWelcome.Read(payload) : throw new IOException("the probe gave no welcome");
            return welcome.Owner switch
            {
                null => new ProbeConnection(stream, welcome, time),
                "" => throw new AttachException("a probe of another version of the agent is in the target; it leaves by itself within a minute: try again then"),
                var other => throw new AttachException($"the target's probe belongs to {other}: use that one, or end it"),
            };
        }
        catch (Exception e)
        {
            await stream.DisposeAsync();
            if (e is InvalidDataException)
            {
                throw new IOException(e.Message, e);
            }

            throw;
        }
    }

    /// <summary>Runs a command in the target until it ends; interrupted it ends with status 0.</summary>
    /// <param name="silent">Called once when the process is found stopped; true to wait until it goes on, false to give up.</param>
    /// <exception cref="AttachException">The process is stopped.</exception>
    public async Task<CommandEnd> RunAsync(ProbeRun run, Action<ProbeResult> result, Func<bool> silent, CancellationToken interrupt)
    {
        if (IsSilent)
        {
            throw new AttachException(Stopped);
        }

        var number = Interlocked.Increment(ref _lastNumber);
        var running = new ProbeRunning(result, silent);
        _jobs[number] = running;
        try
        {
            await SendAsync(new ProbeFrame(ProbeFrameKind.Run, number, run.Write()));
            using var interrupting = interrupt.Register(() => _ = InterruptAsync(number));
            if (_reading.IsCompleted)
            {
                running.EndAsLost();
            }

            return await running.Ended;
        }
        finally
        {
            _jobs.TryRemove(number, out _);
        }
    }

    /// <summary>Takes everything of ours out of the target, and waits until it is out.</summary>
    public async Task DetachAsync(TimeSpan limit, TimeProvider time)
    {
        try
        {
            await SendAsync(new ProbeFrame(ProbeFrameKind.Detach, 0, default));
            await Closed.WaitAsync(limit, time);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            // Closing our end has the same effect, only unconfirmed.
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _ping.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private static async Task WriteAsync(Stream stream, ProbeFrame frame, CancellationToken cancel)
    {
        var bytes = new byte[ProbeFrame.HeaderSize + frame.Payload.Length];
        frame.WriteHeader(bytes);
        frame.Payload.CopyTo(bytes.AsMemory(ProbeFrame.HeaderSize));
        await stream.WriteAsync(bytes, cancel);
    }

    private static async Task<(ProbeFrameKind Kind, int Job, byte[] Payload)> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var header = new byte[ProbeFrame.HeaderSize];
        await stream.ReadExactlyAsync(header, cancel);
        var (kind, job, length) = ProbeFrame.ReadHeader(header);
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancel);
        return (kind, job, payload);
    }

    private async Task ReadAsync()
    {
        // Only reads: what is written goes straight to the socket.
        var ahead = new BufferedStream(_stream, ReadAhead);
        try
        {
            while (true)
            {
                var (kind, number, payload) = await ReadAsync(ahead, _closing.Token);
                Volatile.Write(ref _heard, _time.GetTimestamp());
                if (!_jobs.TryGetValue(number, out var running))
                {
                    continue;
                }

                if (kind == ProbeFrameKind.Result)
                {
                    running.Result(ProbeResult.Read(payload));
                }
                else if (kind == ProbeFrameKind.End)
                {
                    running.End(ProbeEnd.Read(payload));
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone, or no probe any more: the jobs hear it below.
        }
        finally
        {
            await DisposeAsync();
            foreach (var running in _jobs.Values)
            {
                running.EndAsLost();
            }
        }
    }

    /// <exception cref="IOException">The probe has gone.</exception>
    private async Task SendAsync(ProbeFrame frame)
    {
        try
        {
            await _writing.WaitAsync(_closing.Token);
            try
            {
                await WriteAsync(_stream, frame, _closing.Token);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            throw new IOException("the probe has gone", e);
        }
    }

    private async Task InterruptAsync(int number)
    {
        try
        {
            await SendAsync(new ProbeFrame(ProbeFrameKind.Interrupt, number, default));
        }
        catch (IOException)
        {
            // The reader ends the job.
        }
    }

    private void Tick()
    {
        // Late itself, this process stood still: what the probe sent meanwhile is yet to be read.
        if (_time.GetElapsedTime(_ticked) > 3 * PingInterval)
        {
            Volatile.Write(ref _heard, _time.GetTimestamp());
        }

        _ticked = _time.GetTimestamp();
        if (IsSilent)
        {
            foreach (var running in _jobs.Values)
            {
                running.AnnounceSilence();
            }
        }

        _ = PingAsync();
    }

    private async Task PingAsync()
    {
        try
        {
            // One at a time: a target that is stopped takes none, and must not collect senders.
            if (_writing.CurrentCount > 0)
            {
                await SendAsync(new ProbeFrame(ProbeFrameKind.Ping, 0, default));
            }
        }
        catch (IOException)
        {
            // The reader hears of it too.
        }
    }
}
