using System.Reflection;
using System.Runtime.InteropServices;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// A method that was woven at some time: one for each, for the life of the process, so that a thread still inside an old
/// body can never be taken for another method's.
/// </summary>
internal sealed unsafe class WovenMethod(int id, MethodBase method)
{
    /// <summary>The flag: on, and whoever listens can tell by plain arguments whether he cares for a call.</summary>
    public const int AskGate = 2;

    /// <summary>The flag: on for calls whose first (second, third) whole argument lies in the range.</summary>
    public const int InRange = 3;

    /// <summary>A woven body passes what it tells of (<see cref="Within"/>) above these bits of the id.</summary>
    public const int IdBits = 28;

    public const int IdMask = (1 << IdBits) - 1;

    private static readonly AnyGate NoGate = new([]);

    private readonly int* _enabled = (int*)NativeMemory.AllocZeroed(3 * sizeof(long));
    private readonly object _lock = new(); // held for a few instructions only
    private Listening[] _listening = [];
    private volatile Hearing[] _hearings = [];
    private volatile CallGate _gate = NoGate;

    /// <summary>From 0; a constant in the woven body.</summary>
    public int Id { get; } = id;

    public MethodBase Method { get; } = method;

    /// <summary>Where the parameters lie that are read again at the end.</summary>
    public int[] ByRefIndexes { get; set; } = [];

    /// <summary>Heard to a depth only, see <see cref="Hooks"/>.</summary>
    public bool TailCalls { get; set; }

    public nuint Module { get; set; }

    public uint Token { get; set; }

    /// <summary>
    /// The bodies that were compiled once, by what they tell of. The next one is the same to the byte, and each compiled
    /// body stays in memory for good: from now on only a call compiles it.
    /// </summary>
    public HashSet<string> Verified { get; } = [];

    /// <summary>What the body tells of that was laid ready last, as <see cref="Telling"/>.</summary>
    public string Woven { get; set; } = "";

    /// <summary>All that a body has to tell of, in words.</summary>
    public string Telling => $"{Within} {string.Join(',', Lines.Select(static l => l.Offset))}";

    /// <summary>The places that a body has to tell of, in order.</summary>
    public IReadOnlyList<LinePoint> Lines { get; private set; } = [];

    /// <summary>What a body has to tell of for all that listen.</summary>
    public Within Within { get; private set; }

    public Hearing[] Hearings => _hearings;

    /// <summary>A call came to the woven body since somebody listened last. Set by the hooks, on the application's threads.</summary>
    public bool Called { get; set; }

    /// <summary>
    /// Those who hear a call in a body that tells of <paramref name="within"/>: an older body may still run, and one that
    /// wants more would take its silence for a call in which nothing happened.
    /// </summary>
    public Hearing[] HearingsIn(Within within) =>
        within == Within ? _hearings : [.. Array.FindAll(_listening, l => (l.Within & ~within) == 0).Select(static l => l.Hearing)];

    /// <summary>Of those who listen and are not paused, while the flag is <see cref="AskGate"/>.</summary>
    public CallGate Gate => _gate;

    /// <summary>The address of the flag that the woven body reads first: 0 off, 1 on, <see cref="AskGate"/> or <see cref="InRange"/>.</summary>
    public nint Enabled => (nint)_enabled;

    /// <summary>The address of the least value of the range.</summary>
    public nint Least => Enabled + sizeof(long);

    /// <summary>The address of the unsigned distance from there to the greatest.</summary>
    public nint Width => Least + sizeof(long);

    public void Add(Hearing hearing)
    {
        var gate = hearing.Listener?.GateFor(Method);
        var within = hearing.Listener?.Within(Method) ?? Within.Nothing;
        var lines = hearing.Listener?.Lines(Method) ?? [];
        lock (_lock)
        {
            _listening = [.. _listening, new(hearing, gate, within, lines)];
            Called = false;
            Enable();
        }
    }

    /// <summary>Lets the body look for itself whether a call lies in the range, once it is known that calls come at all.</summary>
    public void NarrowGate()
    {
        if (Called && *_enabled == AskGate && _gate.Range is not null)
        {
            Refresh();
        }
    }

    public void Remove(Hearing hearing)
    {
        lock (_lock)
        {
            _listening = Array.FindAll(_listening, l => l.Hearing != hearing);
            Enable();
        }
    }

    /// <summary>After a hearing was paused or goes on.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            Enable();
        }
    }

    /// <summary>The same, unless another thread is at it.</summary>
    public void TryRefresh()
    {
        if (Monitor.TryEnter(_lock))
        {
            try
            {
                Enable();
            }
            finally
            {
                Monitor.Exit(_lock);
            }
        }
    }

    private void Enable()
    {
        var awake = Array.FindAll(_listening, static l => !l.Hearing.Paused);
        var ask = awake.Length > 0 && Array.TrueForAll(awake, static l => l.Gate is not null);
        Within = _listening.Aggregate(Within.Nothing, static (all, l) => all | l.Within);
        Lines = [.. _listening.SelectMany(static l => l.Lines).DistinctBy(static l => l.Offset).OrderBy(static l => l.Offset)];
        _hearings = Array.ConvertAll(_listening, static l => l.Hearing);
        _gate = !ask ? NoGate : awake is [var only] ? only.Gate! : new AnyGate(Array.ConvertAll(awake, static l => l.Gate!));
        Volatile.Write(ref *_enabled, ask ? PublishRange(_gate) : awake.Length > 0 ? 1 : 0);
    }

    // A call that reads half of the old and half of the new state began before the change: it may be heard or not.
    private int PublishRange(CallGate gate)
    {
        // Whoever looks for himself tells nobody that there was a call.
        if (!Called || gate.Range is not { } range)
        {
            return AskGate;
        }

        *(long*)Least = range.Least;
        *(long*)Width = unchecked(range.Most - range.Least);
        return InRange + range.Index;
    }

    private readonly record struct Listening(Hearing Hearing, CallGate? Gate, Within Within, IReadOnlyList<LinePoint> Lines);
}
