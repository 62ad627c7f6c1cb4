using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Arthas.Probe.Jobs;
using Arthas.Probe.Values;

namespace Arthas.Probe.Listening;

/// <summary>
/// Carries what listeners took from the application's threads to their jobs, in order, on one thread of ours that lives
/// as long as there is something to do. Posting never waits: what does not fit is refused.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "There is one for the life of the process.")]
internal sealed class ProbeOutbox
{
    private const int MaxParcels = 8192;
    private const int DrainAtOnce = 64;
    private const long MaxBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<(ProbeJob Job, Parcel Parcel, Governor? Charged)> _parcels = new();
    private readonly ConcurrentDictionary<ListeningJob, byte> _listenings = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly object _gate = new();
    private long _bytes;
    private int _count, _signalled;
    private bool _running;

    public static ProbeOutbox Shared { get; } = new();

    /// <param name="charged">Pays for the time that delivering takes.</param>
    /// <param name="always">For what must not be lost, such as the end.</param>
    /// <returns>False when it was refused, because the thread does not keep up.</returns>
    public bool TryPost(ProbeJob job, Parcel parcel, Governor? charged = null, bool always = false)
    {
        if (!always && (Volatile.Read(ref _count) >= MaxParcels || Volatile.Read(ref _bytes) >= MaxBytes))
        {
            return false;
        }

        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, parcel.Size);
        _parcels.Enqueue((job, parcel, charged));
        Wake();
        EnsureRunning();
        return true;
    }

    /// <summary>Has every listening job <see cref="ListeningJob.Obey"/> at once.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            _wake.Set();
        }
    }

    /// <summary>Beats for <paramref name="listening"/> until <see cref="Remove"/>.</summary>
    public void Add(ListeningJob listening)
    {
        _listenings[listening] = 0;
        EnsureRunning();
    }

    public void Remove(ListeningJob listening) => _listenings.TryRemove(listening, out _);

    private void EnsureRunning()
    {
        if (Volatile.Read(ref _running))
        {
            return;
        }

        lock (_gate)
        {
            if (!_running)
            {
                _running = true;
                Threads.OwnThread.Start("outbox", Run);
            }
        }
    }

    private void Run()
    {
        var beaten = Stopwatch.GetTimestamp();
        do
        {
            Volatile.Write(ref _signalled, 0);
            var emptied = Drain();
            var beats = Stopwatch.GetElapsedTime(beaten) >= Beat;
            beaten = beats ? Stopwatch.GetTimestamp() : beaten;
            foreach (var (listening, _) in _listenings)
            {
                if (beats)
                {
                    listening.Tick(beaten);
                }
                else
                {
                    listening.ApplyGovernor();
                }
            }

            if (emptied)
            {
                _wake.WaitOne(Beat);
            }
        }
        while (!TryStop());

        SourceLines.Close();
    }

    private bool TryStop()
    {
        if (!_listenings.IsEmpty || !_parcels.IsEmpty)
        {
            return false;
        }

        lock (_gate)
        {
            _running = false;

            // Whoever posts now either finds nobody running, or has posted what is seen here.
            Interlocked.MemoryBarrier();
            _running = !_listenings.IsEmpty || !_parcels.IsEmpty;
            return !_running;
        }
    }

    /// <summary>False when there is more: jobs are looked at in between.</summary>
    private bool Drain()
    {
        for (var i = 0; i < DrainAtOnce; i++)
        {
            if (!_parcels.TryDequeue(out var next))
            {
                return true;
            }

            var (size, started) = (next.Parcel.Size, ThreadClock.Now);
            try
            {
                next.Parcel.Deliver(next.Job);
            }
            catch (Exception e)
            {
                next.Job.End(1, $"a result could not be written: {e.GetType().FullName}: {e.Message}");
            }
            finally
            {
                Interlocked.Decrement(ref _count);
                Interlocked.Add(ref _bytes, -size);
                next.Charged?.ChargeElsewhere(ThreadClock.Now - started);
            }
        }

        return false;
    }
}
