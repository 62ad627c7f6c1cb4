using System.Collections.Concurrent;
using System.Diagnostics;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening;

/// <summary>
/// A job whose results come from the application's threads: open between its <c>enhancer</c> result and its end, and
/// never with more than <c>-n</c> results. All members may be called from any thread and never block.
/// </summary>
internal sealed class ListeningJob
{
    private static readonly TimeSpan UnheardLimit = TimeSpan.FromSeconds(5);

    private readonly ProbeJob _job;
    private readonly ProbeOutbox _outbox;
    private readonly int _limit;
    private readonly ConcurrentQueue<Enhancement> _enhancements = new();
    private volatile bool _open;
    private bool _paused, _told;
    private int _taken, _posted, _refused;

    // By the clock of ticks; 0 before the first, -1 once a call came or it was said that none did.
    private long _unheardSince;

    /// <param name="limit">Results until the job ends by itself; 0 or less for no end.</param>
    public ListeningJob(ProbeJob job, int limit, ProbeOutbox outbox)
    {
        _job = job;
        _limit = limit;
        _outbox = outbox;
        Governor = new Governor(ThreadClock.TicksPerSecond, Stopwatch.Frequency, PauseAtOnce);
        job.Ended.Register(Close);
    }

    public bool IsOpen => _open;

    public Governor Governor { get; }

    /// <summary>Of its expressions, where it has some.</summary>
    public EvaluationContext? Evaluation { get; set; }

    /// <summary>What is paused while the job has no credit.</summary>
    public void Attach(Enhancement enhancement) => _enhancements.Enqueue(enhancement);

    public void Open()
    {
        _open = true;
        _outbox.Add(this);
        if (_job.Ended.IsCancellationRequested)
        {
            Close();
        }
    }

    /// <summary>Reserves one of the results that <c>-n</c> allows. Each must be followed by a <see cref="Post"/> or <see cref="GiveBack"/>.</summary>
    public bool TryTake()
    {
        if (!_open)
        {
            return false;
        }

        if (_limit <= 0 || Interlocked.Increment(ref _taken) <= _limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void GiveBack() => Interlocked.Decrement(ref _taken);

    public void Post(Parcel parcel)
    {
        if (!_outbox.TryPost(_job, parcel, Governor))
        {
            Interlocked.Increment(ref _refused);
            GiveBack();
            return;
        }

        Governor.ChargeResult();
        if (Interlocked.Increment(ref _posted) == _limit)
        {
            End(0, null);
        }
    }

    /// <summary>Adds a message, outside of the count.</summary>
    public void PostMessage(string text) => _outbox.TryPost(_job, new MessageParcel(text));

    /// <summary>Ends the job after the results that were posted before.</summary>
    public void End(int statusCode, string? message)
    {
        if (_open)
        {
            _open = false;
            _outbox.TryPost(_job, new EndParcel(statusCode, message), always: true);
        }
    }

    /// <summary>Several times a second, on the outbox's thread.</summary>
    public void Tick(long now)
    {
        if (!_open)
        {
            return;
        }

        if (Interlocked.Exchange(ref _refused, 0) is > 0 and var refused)
        {
            PostMessage($"{refused} results were dropped: they came faster than they could be written.");
        }

        Evaluation?.LookForStuckCall();
        EndIfCallIsSlow();
        Governor.Tick(now);
        ApplyGovernor();
        foreach (var enhancement in _enhancements)
        {
            enhancement.NarrowGates();
        }

        PostHintIfUnheard(now);
    }

    /// <summary>Ends the job when an expression called a method that took too long, for it would be called again with the next call.</summary>
    public bool EndIfCallIsSlow()
    {
        if (Evaluation?.SlowCall is not { } call)
        {
            return false;
        }

        End(-1, $"The expression called a method of the application that took too long: {call}. The job was ended to spare the application.");
        return true;
    }

    /// <summary>Pauses the methods while there is no credit, and ends a job that took far too much. On the outbox's thread, at once after credit was spent.</summary>
    public void ApplyGovernor()
    {
        if (!_open)
        {
            return;
        }

        // An application's thread may have paused them a moment too late: so the methods are asked, not only remembered.
        var pause = Governor.IsExhausted;
        foreach (var enhancement in _enhancements)
        {
            if (pause != _paused || pause != enhancement.Paused)
            {
                enhancement.Paused = pause;
            }
        }

        _paused = pause;
        if (Governor.IsBankrupt)
        {
            End(-1, "A hook of this job took a second of the application's time; the job may take 10 % of one core. It was ended to spare the application.");
        }
        else if (_paused && !_told)
        {
            _told = true;
            PostMessage("The hooks and results of this job took more than 10 % of one core: from now on calls are sampled, so that the application keeps the rest. A narrower pattern or condition sees more.");
        }
    }

    private void PostHintIfUnheard(long now)
    {
        if (_unheardSince < 0 || _enhancements.IsEmpty)
        {
            return;
        }

        if (_unheardSince == 0)
        {
            _unheardSince = now;
        }

        var called = _enhancements.Any(static enhancement => enhancement.Called);
        if (called || Stopwatch.GetElapsedTime(_unheardSince, now) >= UnheardLimit)
        {
            _unheardSince = -1;
            if (!called && EnhanceHints.Unheard([.. _enhancements.SelectMany(static enhancement => enhancement.Methods)]) is { } hint)
            {
                PostMessage(hint);
            }
        }
    }

    // On the application's thread. Until the outbox comes to it, each call would be boxed and timed for nothing.
    private void PauseAtOnce()
    {
        foreach (var enhancement in _enhancements)
        {
            enhancement.PauseAtOnce();
        }

        _outbox.Wake();
    }

    private void Close()
    {
        _open = false;
        _outbox.Remove(this);
    }
}
