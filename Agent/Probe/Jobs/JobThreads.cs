using Arthas.Probe.Threads;

namespace Arthas.Probe.Jobs;

/// <summary>A thread for each command that starts, made and gone with it: an idle target holds none.</summary>
internal sealed class JobThreads
{
    public const int Bound = 16;

    private int _busy;

    public bool TryStart(string name, Action body)
    {
        if (Interlocked.Increment(ref _busy) > Bound)
        {
            Interlocked.Decrement(ref _busy);
            return false;
        }

        OwnThread.Start(name, () =>
        {
            try
            {
                body();
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        });
        return true;
    }
}
