using System.Reflection;
using Arthas.Probe.Jobs;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening;

/// <summary><c>--lazy</c>: weaves into what is loaded while the job runs. The application's thread that loads it does not wait.</summary>
internal sealed class LazyEnhancing
{
    private readonly ProbeJob _job;
    private readonly EnhanceTargets _targets;
    private readonly HashSet<MethodBase> _known;
    private readonly Func<IReadOnlyList<MethodBase>, Enhancement> _enhance;
    private int _pending;

    public LazyEnhancing(ProbeJob job, EnhanceTargets targets, IEnumerable<MethodBase> known, Func<IReadOnlyList<MethodBase>, Enhancement> enhance)
    {
        _job = job;
        _targets = targets;
        _known = [.. known];
        _enhance = enhance;
        AppDomain.CurrentDomain.AssemblyLoad += OnLoad;
        job.Ended.Register(() => AppDomain.CurrentDomain.AssemblyLoad -= OnLoad);
    }

    private void OnLoad(object? sender, AssemblyLoadEventArgs e)
    {
        // Many assemblies in a row are looked at together.
        if (Interlocked.Increment(ref _pending) == 1)
        {
            Threads.OwnThread.Start("lazy", Extend);
        }
    }

    private void Extend()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _pending);
            var fresh = _targets.Methods(_targets.Types()).Where(_known.Add).ToList();
            if (fresh.Count > 0 && !_job.Ended.IsCancellationRequested)
            {
                _job.Ended.Register(_enhance(fresh).Dispose);
            }
        }
        while (Interlocked.CompareExchange(ref _pending, 0, seen) != seen);
    }
}
