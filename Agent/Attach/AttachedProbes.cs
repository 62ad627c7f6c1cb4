using System.Collections.Concurrent;
using Arthas.Agent.Targets;
using Arthas.Agent.Telemetry;

namespace Arthas.Agent.Attach;

/// <summary>One connection to each target that was ever needed, shared by all its jobs, made on first use and again after it was lost.</summary>
internal sealed class AttachedProbes(AgentOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan DetachLimit = TimeSpan.FromSeconds(5);

    /// <summary>A killed process's sockets close a moment before /proc says that it is dead.</summary>
    private static readonly TimeSpan DyingLimit = TimeSpan.FromMilliseconds(500);

    private readonly Attacher _attacher = new(new Payload(options.Payload), $"agent {options.Name} (pid {Environment.ProcessId})", time);
    private readonly ConcurrentDictionary<(int, long), Slot> _slots = new();

    /// <exception cref="AttachException"/>
    public async Task<ProbeConnection> GetAsync(Target target, bool weaves, CancellationToken cancel)
    {
        var slot = _slots.GetOrAdd((target.ProcessId, target.StartTime), _ => new Slot());
        await slot.Gate.WaitAsync(cancel);
        try
        {
            if (slot.Probe is null or { Closed.IsCompleted: true })
            {
                var started = time.GetTimestamp();
                slot.Probe = await _attacher.AttachAsync(target, cancel);
                AgentTelemetry.AttachDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            }

            if (weaves)
            {
                await _attacher.AttachPortAsync(target, cancel);
            }

            return slot.Probe;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    public async Task DetachAsync(Target target)
    {
        if (!_slots.TryGetValue((target.ProcessId, target.StartTime), out var slot))
        {
            return;
        }

        await slot.Gate.WaitAsync();
        try
        {
            if (slot.Probe is { } probe)
            {
                await probe.DetachAsync(DetachLimit, time);
            }

            slot.Probe = null;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>For the status of a job whose probe was there and is not any more.</summary>
    public async Task<string> WhyLostAsync(Target target)
    {
        var started = time.GetTimestamp();
        while (ProcessFiles.IsAlive(target))
        {
            if (time.GetElapsedTime(started) > DyingLimit)
            {
                return "the probe was detached from the target while this command ran";
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }

        return $"the target has ended (pid {target.ProcessId})";
    }

    /// <summary>Lets go of targets that are no more, and of what was left in temporary directories for them.</summary>
    public void Forget()
    {
        foreach (var (pid, start) in _slots.Keys.Where(key => ProcessFiles.StartTime(key.Item1) != key.Item2))
        {
            _slots.TryRemove((pid, start), out _);
        }

        LeftFolders.Remove();
    }

    public async ValueTask DisposeAsync()
    {
        var probes = _slots.Values.Select(slot => slot.Probe).OfType<ProbeConnection>();
        await Task.WhenAll(probes.Select(probe => probe.DetachAsync(DetachLimit, time)));
        _slots.Clear();
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public ProbeConnection? Probe { get; set; }
    }
}
