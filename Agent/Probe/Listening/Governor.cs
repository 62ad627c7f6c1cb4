using System.Runtime.InteropServices;

namespace Arthas.Probe.Listening;

/// <summary>
/// Keeps one job within its share of the target: 10 % of one core in the hooks, with 100 ms to begin with (30 ms for a hot
/// method), and as much again, with 80 ms, for what becomes of its results. Time is credit: it is spent by calls and comes back with the
/// seconds, and while it is spent calls are not looked at. So a job that costs too much is sampled in slices, and the
/// application pays no more, however hot its methods are. One whose calls are each too much has to end.
/// </summary>
/// <param name="ticksPerSecond">Of what <see cref="Charge"/> gets, <see cref="ThreadClock"/>'s.</param>
/// <param name="nowPerSecond">Of what <see cref="Tick"/> gets, a wall clock's.</param>
/// <param name="exhausted">Called once each time the credit is spent, on the application's thread: must not block.</param>
internal sealed class Governor(long ticksPerSecond, long nowPerSecond, Action exhausted)
{
    public const double Allowed = 0.10;

    private const double HooksBurst = 0.1;
    private const double HotBurst = 0.03;
    private const double ResultsBurst = 0.08;
    private const double BankruptSeconds = 1;
    private const int CallsPerPayment = 256;
    private const int TimedOneOf = 64;
    private const long BusyCallsPerSecond = 20_000;

    // The first calls pay for the compilation of our own code, which is done once and by no fault of the job.
    private const int WarmUpCharges = 16;
    private const double WarmUpSeconds = 0.001;

    // What becomes of a result after it has left the hook's hands: the socket, the agent and the log, which on most
    // machines share the application's processors. Measured: 10 to 25 µs.
    private const double ResultSeconds = 20e-6;

    // What a woven call costs around us: boxing, the arrays, two clocks. Measured: 150 ns.
    private const double WovenCallSeconds = 150e-9;

    // And one that a gate turns away at once. Measured: 5 ns.
    private const double TurnedAwaySeconds = 5e-9;

    private readonly Cell[] _cells = new Cell[16];
    private readonly long _result = (long)(ResultSeconds * ticksPerSecond);
    private readonly long _payment = (long)(CallsPerPayment * WovenCallSeconds * ticksPerSecond);
    private readonly long _hot = (long)(HotBurst * ticksPerSecond), _cool = (long)(HooksBurst * ticksPerSecond), _resultsBurst = (long)(ResultsBurst * ticksPerSecond);
    private readonly Account _hooks = new((long)(HooksBurst * ticksPerSecond)), _results = new((long)(ResultsBurst * ticksPerSecond));
    private volatile bool _exhausted;
    private volatile int _timedMask;
    private int _charges;
    private long _lastNow, _lastCalls;

    /// <summary>So much was spent beyond the credit that no pause makes it good: a single hook took a second.</summary>
    public bool IsBankrupt => _hooks.Debt > BankruptSeconds * ticksPerSecond;

    /// <summary>Calls are not looked at until credit has come back.</summary>
    public bool IsExhausted => _exhausted;

    /// <summary>At the begin of every call.</summary>
    public Pass Admit()
    {
        if (_exhausted)
        {
            return Pass.Skip;
        }

        ref var cell = ref _cells[Environment.CurrentManagedThreadId & 15];
        var calls = ++cell.Calls;
        if ((calls & (CallsPerPayment - 1)) == 0)
        {
            Spend(_hooks, _payment);

            if (_timedMask == 0)
            {
                // So many within one tick: looking at the clock would cost more than the calls do.
                _timedMask = TimedOneOf - 1;
                _hooks.Confine(_hot);
            }
        }

        return (calls & _timedMask) == 0 ? Pass.Timed : Pass.Run;
    }

    /// <summary>For calls that a gate turned away.</summary>
    public void ChargeTurnedAway(int calls) => Spend(_hooks, (long)(calls * TurnedAwaySeconds * ticksPerSecond));

    /// <summary>The time of a call that was <see cref="Pass.Timed"/>: it stands for the others that were not.</summary>
    public void ChargeTimed(long ticks) => Charge(ticks * (_timedMask + 1));

    /// <summary>For calls that were told from within a method, at so much each.</summary>
    public void ChargeCalls(int calls, double seconds) => Spend(_hooks, (long)(calls * seconds * ticksPerSecond));

    /// <summary>For a result that is sent, besides the time that it took in the target.</summary>
    public void ChargeResult() => Spend(_results, _result);

    /// <summary>Time of our own threads, such as that of writing a result.</summary>
    public void ChargeElsewhere(long ticks) => Spend(_results, ticks);

    /// <summary>Time of the application's threads that was measured in full, such as that of taking a value.</summary>
    public void Charge(long ticks)
    {
        if (_charges < WarmUpCharges && Interlocked.Increment(ref _charges) <= WarmUpCharges)
        {
            ticks = Math.Min(ticks, (long)(WarmUpSeconds * ticksPerSecond));
        }

        Spend(_hooks, ticks);
    }

    /// <summary>Gives credit for the time since the last tick. Several times a second, from one thread.</summary>
    public void Tick(long now)
    {
        var elapsed = now - _lastNow;
        if (_lastNow == 0 || elapsed <= 0)
        {
            _lastNow = now;
            return;
        }

        var calls = 0L;
        foreach (ref var cell in _cells.AsSpan())
        {
            calls += cell.Calls;
        }

        var seconds = (double)elapsed / nowPerSecond;
        _timedMask = calls - _lastCalls > BusyCallsPerSecond * seconds ? TimedOneOf - 1 : 0;
        (_lastNow, _lastCalls) = (now, calls);

        var grant = (long)(Allowed * seconds * ticksPerSecond);
        var solvent = _hooks.Grant(grant, _timedMask == 0 ? _cool : _hot) & _results.Grant(grant, _resultsBurst);
        if (_exhausted && solvent)
        {
            _exhausted = false;
        }
    }

    private void Spend(Account account, long ticks)
    {
        if (account.Spend(ticks) && !_exhausted)
        {
            _exhausted = true;
            exhausted();
        }
    }

    /// <summary>Time spent by many threads, granted by one.</summary>
    private sealed class Account(long granted)
    {
        private long _spent;
        private long _granted = granted;

        public long Debt => Volatile.Read(ref _spent) - Volatile.Read(ref _granted);

        /// <summary>True when the credit is spent.</summary>
        public bool Spend(long ticks) => Interlocked.Add(ref _spent, ticks) > Volatile.Read(ref _granted);

        /// <summary>Leaves no more credit than that.</summary>
        public void Confine(long most) => Volatile.Write(ref _granted, Math.Min(Volatile.Read(ref _granted), Volatile.Read(ref _spent) + most));

        /// <summary>True when there is credit again. It does not pile up beyond <paramref name="most"/>.</summary>
        public bool Grant(long ticks, long most)
        {
            var spent = Volatile.Read(ref _spent);
            var granted = Math.Min(_granted + ticks, spent + most);
            Volatile.Write(ref _granted, granted);
            return granted > spent;
        }
    }

    // A cache line of its own, or two threads would slow each other down.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Cell
    {
        public long Calls;
    }
}
