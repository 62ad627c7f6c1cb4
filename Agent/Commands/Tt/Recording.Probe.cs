using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Tt;

/// <summary><c>tt -t</c>.</summary>
internal sealed class Recording
{
    private int _firstTaken;

    public Recording(ProbeJob job, ValueLimits limits)
    {
        Limits = limits;
        Count = job.Command.Value(EnhancingOptions.Limits);
        Kept = Keep.Parse(job.Command.Value(TtOptions.Keep))!.Value;
    }

    /// <summary>Of the values in its results.</summary>
    public ValueLimits Limits { get; }

    /// <summary>Records at most; 0 or less for any number.</summary>
    public int Count { get; }

    public TimeSpan Kept { get; }

    /// <summary>True once: of the first result.</summary>
    public bool TryTakeFirst() => Interlocked.Exchange(ref _firstTaken, 1) == 0;

    public static void Start(ProbeJob job, ValueLimits limits)
    {
        if (CallExpressions.Compile(job) is not { } expressions)
        {
            return;
        }

        var recording = new Recording(job, limits);
        WarmUp.RunOnce();
        var listening = new ListeningJob(job, recording.Count, ProbeOutbox.Shared);
        if (new Enhancing(job, new TtListener(recording, expressions, listening), listening, Enhancer.Current).Start())
        {
            listening.Open();
        }
    }
}
