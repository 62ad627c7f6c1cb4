namespace Arthas.Probe.Jobs;

/// <summary>Evaluations on the probe's own threads, where a call that does not return keeps a thread: only so many.</summary>
internal static class OwnEvaluations
{
    public const int Bound = 8;

    private static int s_running;

    /// <summary>Runs <paramref name="body"/> on the calling thread, unless too many others have not come back; then the job ends.</summary>
    public static void Run(ProbeJob job, Action body)
    {
        if (Interlocked.Increment(ref s_running) > Bound)
        {
            Interlocked.Decrement(ref s_running);
            job.End(-1, $"{Bound} expressions are at work in this process already. A method that one of them called and that does not return cannot be cut short.");
            return;
        }

        try
        {
            body();
        }
        finally
        {
            Interlocked.Decrement(ref s_running);
        }
    }
}
