using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Arthas.EndToEnd.Running;

/// <summary>An OS process of a built executable. Ends by SIGKILL, as in the field; never by a polite request unless a test asks for one.</summary>
internal sealed partial class RunningProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly Process _process;

    private RunningProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>All lines printed so far, both streams.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public static RunningProcess Start(string executable, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        // A shell starts what runs in its background with SIGINT ignored, and children inherit that.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", executable, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            info.Environment[name] = value;
        }

        var running = new RunningProcess(new Process { StartInfo = info, EnableRaisingEvents = true });
        running._process.OutputDataReceived += (_, e) => running.Heard(e.Data);
        running._process.ErrorDataReceived += (_, e) => running.Heard(e.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The first line, printed already or yet to come, that matches.</summary>
    public Task<string> LineAsync(string pattern, TimeSpan? within = null)
    {
        var regex = new Regex(pattern);
        return LineAsync(line => regex.IsMatch(line), $"a line like '{pattern}'", within);
    }

    public async Task<string> LineAsync(Func<string, bool> wanted, string phase, TimeSpan? within = null)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (_lines.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            _waiting.Add((wanted, found));
        }

        var exit = _process.WaitForExitAsync();
        var first = await Task.WhenAny(found.Task, exit, Task.Delay(within ?? TimeSpan.FromSeconds(30)));
        return first == found.Task || found.Task.IsCompleted
            ? await found.Task
            : throw new TimeoutException($"Waited for {phase} of {_process.StartInfo.FileName}{(exit.IsCompleted ? $", which exited with {_process.ExitCode}" : "")}. It printed:\n{string.Join('\n', _lines)}");
    }

    /// <summary>A line to its standard input.</summary>
    public async Task SendAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task KillAsync()
    {
        Signal(SigKill);
        await _process.WaitForExitAsync();
    }

    public Task ExitAsync(TimeSpan? within = null) => _process.WaitForExitAsync().WaitAsync(within ?? TimeSpan.FromSeconds(30));

    public void Interrupt() => Signal(2);

    public void Terminate() => Signal(15);

    public void Stop() => Signal(19);

    public void Continue() => Signal(18);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private const int SigKill = 9;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_waiting)
        {
            _lines.Enqueue(line);
            _waiting.RemoveAll(waiting => waiting.Wanted(line) && waiting.Found.TrySetResult(line));
        }
    }
}
