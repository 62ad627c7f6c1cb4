using System.Reflection;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Hears the calls of enhanced methods, on the application's own threads: it must not block, not throw, and not call
/// code of the application. Several listeners may hear one method; one listener may hear many methods.
/// </summary>
public interface IMethodListener
{
    /// <summary>
    /// Before the first instruction. What it returns is handed to the exit of this call (null is fine); a
    /// <see cref="CallTrace"/> is told of what happens within, too.
    /// </summary>
    /// <param name="method">The method as declared (the generic definition's, for a generic method).</param>
    /// <param name="target">The object, boxed for a struct; null for a static method and for ref structs.</param>
    /// <param name="arguments">A fresh array with boxed values; null where a value cannot be boxed.</param>
    object? Enter(MethodBase method, object? target, object?[] arguments);

    /// <summary>The call returned. <paramref name="result"/> is null for void. Ticks are <see cref="System.Diagnostics.Stopwatch"/>'s.</summary>
    void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks);

    /// <summary>The call ended with an exception, which goes on unchanged.</summary>
    void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks);

    /// <summary>It waits for the completion of async calls, also where only their caller may await them.</summary>
    bool AwaitsResults => false;

    /// <summary>What decides from plain arguments which calls this listener hears; null when it hears them all.</summary>
    CallGate? GateFor(MethodBase method) => null;

    /// <summary>What it wants to hear of within the method. Asked once, before it hears any call of it.</summary>
    Within Within(MethodBase method) => Sites.Within.Nothing;

    /// <summary>Methods that are woven beside this one because its code lies there: the state machine of an async method.</summary>
    IEnumerable<MethodBase> Companions(MethodBase method) => [];

    /// <summary>The places in its IL that a <see cref="CallTrace"/> of it is told of, with the variables there. Asked once, as above.</summary>
    IReadOnlyList<LinePoint> Lines(MethodBase method) => [];
}
