using System.Reflection;

namespace Arthas.Probe.Weaving;

/// <summary>Weaves listeners into methods of this process and takes them out again.</summary>
public interface IEnhancer
{
    /// <summary>Null when the native port is in; else the reason why nothing can be woven here, with what fixes it.</summary>
    string? Unavailable { get; }

    /// <summary>
    /// Lets <paramref name="listener"/> hear <paramref name="methods"/>, all or (on an error in one) the others; what
    /// could not be woven is named with its reason.
    /// </summary>
    Enhancement Enhance(IReadOnlyList<MethodBase> methods, IMethodListener listener);

    /// <summary>Takes every listener out of every method (of types whose name <paramref name="filter"/> accepts) and restores the original bodies.</summary>
    ResetCount Reset(Func<Type, bool>? filter = null);
}

/// <summary>The methods one listener hears. Disposing takes the listener out; the last one out restores the original body.</summary>
public abstract class Enhancement : IDisposable
{
    /// <summary>Process-wide, from 1.</summary>
    public abstract int ListenerId { get; }

    public abstract IReadOnlyList<MethodBase> Methods { get; }

    public abstract IReadOnlyList<Refusal> Refused { get; }

    /// <summary>A call of any of the methods has come to its woven body.</summary>
    public abstract bool Called { get; }

    /// <summary>Several times a second: once calls have come, lets the bodies look for themselves which are in the range of their condition.</summary>
    public abstract void NarrowGates();

    /// <summary>
    /// Lets the methods run as if nobody listened (but for the flag they read), until it is false again: sampling that
    /// costs the application next to nothing (1 to 2 ns a call). May be set from any thread; never waits for weaving.
    /// </summary>
    public abstract bool Paused { get; set; }

    /// <summary>
    /// Pauses on the application's thread, which waits for nothing: where there is too much to do, or another thread is at
    /// it, a part is left to <see cref="Paused"/>.
    /// </summary>
    public abstract void PauseAtOnce();

    public abstract void Dispose();
}

/// <summary>Why a method was not woven, in words for the user.</summary>
public sealed record Refusal(MethodBase Method, string Reason);

public readonly record struct ResetCount(int Classes, int Methods);
