using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// What woven bodies call, on the application's threads. Each does nothing before it has looked at the mark of
/// <see cref="ProbeThread"/>, not even allocate: the constructor of Object may itself be woven. Nothing escapes.
/// </summary>
internal static class Hooks
{
    /// <summary>Stands for the state of a listener that failed at entry: it hears nothing of the end.</summary>
    private static readonly object Failed = new();

    /// <summary>
    /// How many calls of tail-calling methods may be open on a thread. A chain of a million tail calls needs no stack; a
    /// heard one needs a frame.
    /// </summary>
    private const int TailDepth = 100;

    [ThreadStatic]
    private static int s_tailDepth;

    /// <summary>By id; longer than what is in use.</summary>
    private static volatile WovenMethod[] s_methods = new WovenMethod[64];

    /// <summary>Callers hold the enhancer's lock.</summary>
    public static void Add(WovenMethod method)
    {
        var methods = s_methods;
        if (method.Id >= methods.Length)
        {
            Array.Resize(ref methods, methods.Length * 2);
        }

        Volatile.Write(ref methods[method.Id], method);
        s_methods = methods;
    }

    /// <param name="id">The method's, and above it what the woven body tells of what happens within (<see cref="Within"/>).</param>
    /// <param name="target"><c>this</c>, or null.</param>
    /// <param name="arguments">Null for none.</param>
    /// <param name="started">Set last, so that the listeners' time is not the method's.</param>
    /// <returns>Null when nobody hears the call, and nobody is to be told of its end.</returns>
    public static object? Enter(int id, object? target, object?[]? arguments, ref long started) =>
        ProbeThread.IsProbe ? null : EnterDeaf(id, target, arguments, ref started);

    /// <summary>
    /// Whether anybody cares for this call, by its plain arguments: asked while all who listen have a gate. It runs
    /// without the guard, so it calls nothing but gates.
    /// </summary>
    public static bool Wanted(int id, long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
    {
        var method = s_methods[id & WovenMethod.IdMask];
        MarkCalled(method);
        return method.Gate.Admits(whole0, whole1, whole2, reference0, reference1, real0, real1);
    }

    // Only the first call writes: threads that write to one place slow each other down.
    private static void MarkCalled(WovenMethod method)
    {
        if (!method.Called)
        {
            method.Called = true;
        }
    }

    public static void Return(int id, object call, object? result, object? target, object?[]? arguments, object?[]? byRefs, long started)
    {
        if (!ProbeThread.IsProbe)
        {
            LeaveDeaf(id, call, result, target, arguments, byRefs, Stopwatch.GetTimestamp() - started, threw: false);
        }
    }

    /// <summary>The result to go on with: the method's own, unless somebody who heard the call waits for what becomes of it.</summary>
    /// <param name="call">Not null.</param>
    /// <param name="result">A boxed ValueTask over a source.</param>
    public static object Awaitable(object call, object result)
    {
        return ProbeThread.IsProbe ? result : AwaitableDeaf(call, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object AwaitableDeaf(object call, object result)
    {
        ProbeThread.IsProbe = true;
        try
        {
            var awaits = call is OpenCall open
                ? Array.Exists(open.Hearings, static hearing => hearing.Listener is { AwaitsResults: true })
                : call is Hearing { Listener.AwaitsResults: true };
            return awaits ? PooledResults.Preserve(result) : result;
        }
        catch (Exception)
        {
            return result;
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    public static void Throw(int id, object call, object? exception, object? target, object?[]? arguments, object?[]? byRefs, long started)
    {
        if (!ProbeThread.IsProbe)
        {
            LeaveDeaf(id, call, exception, target, arguments, byRefs, Stopwatch.GetTimestamp() - started, threw: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static object? EnterDeaf(int id, object? target, object?[]? arguments, ref long started)
    {
        ProbeThread.IsProbe = true;
        try
        {
            // A deep recursion of the application must not overflow in our frames.
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                return null;
            }

            var method = s_methods[id & WovenMethod.IdMask];
            MarkCalled(method);
            var hearings = method.HearingsIn((Within)(id >> WovenMethod.IdBits));
            if (hearings.Length == 0 || (method.TailCalls && s_tailDepth >= TailDepth))
            {
                return null;
            }

            var call = Heard(method, hearings, target, arguments ?? []);
            if (method.TailCalls)
            {
                s_tailDepth++;
            }

            started = Stopwatch.GetTimestamp();
            return call;
        }
        catch (Exception)
        {
            return null;
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    private static object Heard(WovenMethod method, Hearing[] hearings, object? target, object?[] arguments)
    {
        var first = Enter(hearings[0], method.Method, target, arguments);
        if (first is null && hearings.Length == 1)
        {
            return hearings[0];
        }

        var call = new OpenCall(hearings);
        call.States[0] = first;
        for (var i = 1; i < hearings.Length; i++)
        {
            call.States[i] = Enter(hearings[i], method.Method, target, arguments);
        }

        call.Complete();
        return call;
    }

    private static object? Enter(Hearing hearing, MethodBase method, object? target, object?[] arguments)
    {
        try
        {
            return hearing.Listener is { } listener && !hearing.Paused ? listener.Enter(method, target, arguments) : Failed;
        }
        catch (Exception)
        {
            hearing.CountFault();
            return Failed;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LeaveDeaf(int id, object call, object? outcome, object? target, object?[]? arguments, object?[]? byRefs, long elapsed, bool threw)
    {
        ProbeThread.IsProbe = true;
        try
        {
            var method = s_methods[id & WovenMethod.IdMask];
            if (method.TailCalls)
            {
                s_tailDepth--;
            }

            // The stack that sufficed at entry suffices for a return; an exception is on its way above us.
            if (threw && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                return;
            }

            arguments = ArgumentsNow(method, arguments ?? [], byRefs);
            if (call is Hearing only)
            {
                Leave(only, null, method.Method, outcome, target, arguments, elapsed, threw);
                return;
            }

            var open = (OpenCall)call;
            for (var i = 0; i < open.Hearings.Length; i++)
            {
                Leave(open.Hearings[i], open.States[i], method.Method, outcome, target, arguments, elapsed, threw);
            }
        }
        catch (Exception)
        {
            // Out of memory: the call goes unreported, the application goes on.
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    /// <summary>The arguments with by-refs as they are now, in an array of their own: a listener may keep the first.</summary>
    private static object?[] ArgumentsNow(WovenMethod method, object?[] arguments, object?[]? byRefs)
    {
        if (byRefs is null)
        {
            return arguments;
        }

        var now = (object?[])arguments.Clone();
        for (var i = 0; i < byRefs.Length; i++)
        {
            now[method.ByRefIndexes[i]] = byRefs[i];
        }

        return now;
    }

    private static void Leave(
        Hearing hearing, object? state, MethodBase method, object? outcome, object? target, object?[] arguments, long elapsed, bool threw)
    {
        if (state == Failed || hearing.Listener is not { } listener)
        {
            (state as CallTrace)?.Abandon();
            return;
        }

        try
        {
            if (threw)
            {
                var exception = outcome as Exception ?? new RuntimeWrappedException(outcome ?? "unknown");
                listener.Throw(method, state, target, arguments, exception, elapsed);
            }
            else
            {
                listener.Return(method, state, target, arguments, outcome, elapsed);
            }
        }
        catch (Exception)
        {
            hearing.CountFault();
        }
    }
}
