using System.Diagnostics;
using System.Globalization;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Listening;

/// <summary>
/// A job whose results come from the application's threads: open between its <c>enhancer</c> result and its end, and
/// never with more than <c>-n</c> results. All members may be called from any thread and never block.
/// </summary>
internal sealed class ListeningJob
{
    private readonly ProbeJob _job;
    private readonly Outbox _outbox;
    private readonly int _limit;
    private volatile bool _open;
    private int _taken, _posted, _refused;

    /// <param name="limit">Results until the job ends by itself; 0 or less for no end.</param>
    public ListeningJob(ProbeJob job, int limit, Outbox outbox)
    {
        _job = job;
        _limit = limit;
        _outbox = outbox;
        job.Ended.Register(Close);
    }

    public bool IsOpen => _open;

    public Governor Governor { get; } = new(Stopwatch.Frequency);

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
        if (!_outbox.TryPost(_job, parcel))
        {
            Interlocked.Increment(ref _refused);
            GiveBack();
            return;
        }

        if (Interlocked.Increment(ref _posted) == _limit)
        {
            End(0, null);
        }
    }

    /// <summary>Adds a message, outside of the count.</summary>
    public void Say(string text) => _outbox.TryPost(_job, new MessageParcel(text));

    /// <summary>Ends the job after the results that were posted before.</summary>
    public void End(int statusCode, string? message)
    {
        if (_open)
        {
            _open = false;
            _outbox.TryPost(_job, new EndParcel(statusCode, message), always: true);
        }
    }

    public void Tick(long now)
    {
        if (!_open)
        {
            return;
        }

        if (Interlocked.Exchange(ref _refused, 0) is > 0 and var refused)
        {
            Say($"{refused} results were dropped: they came faster than they could be written.");
        }

        switch (Governor.Tick(now))
        {
            case Verdict.Sample:
                Say($"The hooks of this job took {Percent} of one core for 1 s, more than the 10 % they may: from now on 1 of {Governor.OneOf} calls is looked at.");
                break;
            case Verdict.End:
                End(-1, $"The hooks of this job took {Percent} of one core for 1 s, more than the 10 % they may, though only 1 of {Governor.OneOf} calls was looked at. "
                    + "The job was ended to spare the application; a narrower pattern or a cheaper condition costs less.");
                break;
        }
    }

    private string Percent => (Governor.Share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private void Close()
    {
        _open = false;
        _outbox.Remove(this);
    }
}
