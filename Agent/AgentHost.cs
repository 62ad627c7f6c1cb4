using System.Reflection;
using Arthas.Agent.Attach;
using Arthas.Agent.Jobs;
using Arthas.Agent.Links;
using Arthas.Agent.Targets;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Agent;

/// <summary>
/// The agent of one host: its targets, its jobs, and one link at a time to a hub. Used by the daemon, and by a hub that
/// runs it in its own process.
/// </summary>
public sealed class AgentHost : ILinkedAgent, IAsyncDisposable
{
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly TargetWatch _targets;
    private readonly AttachedProbes _probes;
    private readonly JobTable _jobs;
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly TaskCompletionSource _linked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AgentHost(AgentOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _targets = new TargetWatch(options, time);
        _targets.Changed += OnTargetsChanged;
        _probes = new AttachedProbes(options, time);
        _jobs = new JobTable(CommandCatalogue.Default, _probes, _targets, options, time);
    }

    public static string Version { get; } =
        typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>A hub has let this agent in.</summary>
    public event Action? Welcomed;

    /// <summary>Those of its targets that are another agent's changed; they are not offered by this one.</summary>
    public event Action<IReadOnlyList<TakenTarget>>? TargetsTaken;

    /// <summary>Completes when the first hub has let this agent in.</summary>
    public Task Linked => _linked.Task;

    Task ILinkedAgent.TargetsChanged => _changed.Task;

    /// <summary>This agent as it says hello.</summary>
    public AgentRecord Record => new()
    {
        Name = _options.Name,
        Instance = _instance,
        Version = Version,
        Times = new LinkTimes(_options.Heartbeat, _options.LinkSilence),
        Host = Environment.MachineName,
        Catalogue = CommandCatalogue.Default.Specs,
        Targets = Targets,
    };

    public IReadOnlyList<TargetRecord> Targets =>
        [.. _targets.Targets.Select(target => target.Record)];

    /// <summary>Looks for targets until cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => _targets.RunAsync(cancel);

    /// <summary>Looks for targets now.</summary>
    public Task ScanAsync(CancellationToken cancel) => _targets.ScanAsync(cancel);

    /// <summary>
    /// Serves one link until it ends. Jobs go on after it, and their results on the next one. True when the hub node is
    /// about to go: another one is to be linked to at once.
    /// </summary>
    /// <exception cref="LinkRefusedException">The hub refused this agent.</exception>
    /// <exception cref="IOException">The link broke.</exception>
    public async Task<bool> ServeAsync(Stream link, CancellationToken cancel)
    {
        var connection = new LinkConnection(link);
        await using (connection)
        {
            return await new LinkToHub(connection, this, _jobs, _options, _time).RunAsync(cancel);
        }
    }

    /// <summary>Ends every job, and gives their statuses so long to get to the hub.</summary>
    public async Task EndJobsAsync(TimeSpan limit)
    {
        foreach (var job in _jobs.All)
        {
            job.Finish(new CommandEnd(-1, "the agent was stopped"));
        }

        var started = _time.GetTimestamp();
        while (_jobs.All.Any(job => !job.Outbox.IsDelivered) && _time.GetElapsedTime(started) < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time);
        }
    }

    /// <summary>Ends every job and takes everything of ours out of every target.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in _jobs.All)
        {
            job.Interrupt();
        }

        await _probes.DisposeAsync();
        _targets.Dispose();
    }

    void ILinkedAgent.OnLinked()
    {
        _linked.TrySetResult();
        Welcomed?.Invoke();
    }

    void ILinkedAgent.OnTaken(IReadOnlyList<TakenTarget> targets) => TargetsTaken?.Invoke(targets);

    private void OnTargetsChanged()
    {
        _probes.Forget();
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
