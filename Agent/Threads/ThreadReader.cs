using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Arthas.Agent.Jobs;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Threads;

/// <summary>
/// Reads threads in a child process, one request at a time; the child ends when it was idle for a while or when this
/// process ends, and takes its hold on the target with it however it ends.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process; a semaphore holds nothing of the system's until its wait handle is asked for.")]
internal sealed class ThreadReader
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _gate = new(1);
    private Process? _child;

    /// <summary>One for all jobs: a target can be traced by one process only.</summary>
    public static ThreadReader Shared { get; } = new();

    /// <exception cref="CommandException">They cannot be read; the message says why.</exception>
    public async Task<IReadOnlyList<ManagedThread>> ReadAsync(Target target, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            // A child that was idle may end just now, and one that reads a target while it runs may crash: once more then.
            var reply = await TryAskAsync(new ThreadRequest(target, WarmUp: true), cancel)
                ?? await TryAskAsync(new ThreadRequest(target, WarmUp: false), cancel)
                ?? throw new CommandException(1, "the target's threads cannot be read: the runtime's debugging library crashed on them. Try again.");
            return reply.Threads ?? throw new CommandException(1, reply.Reason!);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Process Start()
    {
        // The agent's own program, which lies beside whatever program this code runs in.
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Arthas.Agent"), ThreadReaderProcess.Verb)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(info) ?? throw new CommandException(1, $"{info.FileName} could not be started");
    }

    private async Task<ThreadReply?> TryAskAsync(ThreadRequest request, CancellationToken cancel)
    {
        if (_child is null or { HasExited: true })
        {
            _child = Start();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await _child.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, ThreadsJson.Default.ThreadRequest).AsMemory(), limit.Token);
            await _child.StandardInput.FlushAsync(limit.Token);
            var line = await _child.StandardOutput.ReadLineAsync(limit.Token);
            return line is null ? Lost() : JsonSerializer.Deserialize(line, ThreadsJson.Default.ThreadReply);
        }
        catch (IOException)
        {
            return Lost();
        }
        catch (OperationCanceledException)
        {
            // The next answer would be this one's.
            _child.Kill();
            Lost();
            cancel.ThrowIfCancellationRequested();
            throw new CommandException(1, $"the target's threads could not be read within {Limit.TotalSeconds} s");
        }
    }

    private ThreadReply? Lost()
    {
        _child?.Dispose();
        _child = null;
        return null;
    }
}
