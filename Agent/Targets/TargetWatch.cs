using System.Collections.Immutable;
using System.Threading.Channels;
using Arthas.Agent.Telemetry;

namespace Arthas.Agent.Targets;

/// <summary>
/// The targets of this host as they come and go. New ones are seen when their socket appears, gone ones when it
/// disappears; what leaves no trace there (a kill, a container) is found by a scan every few seconds.
/// </summary>
public sealed class TargetWatch : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private readonly SocketFinder _finder = new();
    private readonly SilentFinder _silent = new();
    private readonly TargetReader _reader;
    private readonly TargetFilter _filter;
    private readonly TimeProvider _time;
    private readonly TimeSpan _rescan;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _scanning = new(1);
    private Dictionary<(int, long), Target> _known = [];
    private ImmutableArray<Target> _targets = [];

    public TargetWatch(AgentOptions options, TimeProvider time)
    {
        _time = time;
        _rescan = options.Rescan;
        _reader = new TargetReader(time);
        _filter = new TargetFilter(options.Apps);
    }

    /// <summary>Raised after <see cref="Targets"/> has changed, on no particular thread.</summary>
    public event Action? Changed;

    /// <summary>As of the last scan, ordered by id.</summary>
    public ImmutableArray<Target> Targets => _targets;

    public Target? Find(string id) => Targets.FirstOrDefault(target => target.Id == id);

    /// <summary>Scans until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var directory in SocketFinder.Directories)
        {
            TryWatch(directory);
        }

        while (!cancel.IsCancellationRequested)
        {
            await ScanAsync(cancel);
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var hint = _hints.Reader.WaitToReadAsync(rest.Token).AsTask();
            await Task.WhenAny(hint, Task.Delay(_rescan, _time, rest.Token));
            var hinted = hint.IsCompletedSuccessfully;
            await rest.CancelAsync();
            if (!hinted)
            {
                continue;
            }

            // A socket is bound a moment before it is listened to, and processes come in groups.
            await Task.Delay(Settle, _time, cancel);
            _hints.Reader.TryRead(out _);
        }
    }

    /// <summary>Looks now.</summary>
    public async Task ScanAsync(CancellationToken cancel)
    {
        await _scanning.WaitAsync(cancel);
        try
        {
            var sockets = _finder.Find();
            var read = await Task.WhenAll(sockets.Select(socket => RecallOrReadAsync(socket, cancel)));
            var silent = _silent.Find(sockets).Select(process => _known.GetValueOrDefault((process.ProcessId, process.StartTime)) ?? TargetReader.Read(process));
            _known = read.Concat(silent).OfType<Target>().ToDictionary(target => (target.ProcessId, target.StartTime));
            ImmutableArray<Target> now = [.. _known.Values.Where(target => _filter.Offers(target.App)).OrderBy(target => target.Id, StringComparer.Ordinal)];
            if (now.SequenceEqual(_targets))
            {
                return;
            }

            AgentTelemetry.Targets.Add(now.Length - _targets.Length);
            _targets = now;
        }
        finally
        {
            _scanning.Release();
        }

        Changed?.Invoke();
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _scanning.Dispose();
    }

    private void TryWatch(string directory)
    {
        var watcher = new FileSystemWatcher(directory, "dotnet-diagnostic-*") { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, _) => _hints.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => _hints.Writer.TryWrite(true);
        _watchers.Add(watcher);
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // The user's limit of watches is used up: the scans find the same, a little later.
        }
    }

    private async Task<Target?> RecallOrReadAsync(FoundSocket socket, CancellationToken cancel) =>
        _known.GetValueOrDefault((socket.ProcessId, socket.StartTime)) is { DiagnosticsSocket.Length: > 0 } known ? known : await _reader.ReadAsync(socket, cancel);
}
