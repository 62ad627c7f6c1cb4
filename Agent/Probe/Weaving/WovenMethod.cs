using System.Reflection;
using System.Runtime.InteropServices;

namespace Arthas.Probe.Weaving;

/// <summary>
/// A method that was woven at some time: one for each, for the life of the process, so that a thread still inside an old
/// body can never be taken for another method's.
/// </summary>
internal sealed unsafe class WovenMethod(int id, MethodBase method)
{
    private readonly int* _enabled = (int*)NativeMemory.AllocZeroed(sizeof(int));
    private readonly object _gate = new(); // held for a few instructions only
    private volatile Hearing[] _hearings = [];

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
    /// Its body was compiled once. The next one is the same to the byte, and each compiled body stays in memory for
    /// good: from now on only a call compiles it.
    /// </summary>
    public bool Verified { get; set; }

    public Hearing[] Hearings => _hearings;

    /// <summary>The address of the flag that the woven body reads first.</summary>
    public nint Enabled => (nint)_enabled;

    public void Add(Hearing hearing)
    {
        lock (_gate)
        {
            _hearings = [.. _hearings, hearing];
            Enable();
        }
    }

    public void Remove(Hearing hearing)
    {
        lock (_gate)
        {
            _hearings = Array.FindAll(_hearings, h => h != hearing);
            Enable();
        }
    }

    /// <summary>After a hearing was paused or goes on.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            Enable();
        }
    }

    private void Enable() => Volatile.Write(ref *_enabled, Array.Exists(_hearings, static h => !h.Paused) ? 1 : 0);
}
