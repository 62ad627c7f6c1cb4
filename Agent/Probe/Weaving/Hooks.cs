using System.Diagnostics;
using System.Runtime.CompilerServices;

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

    public static object? Enter(int id, object? target, object?[]? arguments) =>
        ProbeThread.IsProbe ? null : EnterDeaf(id, target, arguments);

    public static void Return(object? call, object? result, object? target, object?[]? byRefs)
    {
        if (!ProbeThread.IsProbe)
        {
            LeaveDeaf(call, result, target, byRefs, threw: false);
        }
    }

    public static void Throw(object? call, object? exception, object? target, object?[]? byRefs)
    {
        if (!ProbeThread.IsProbe)
        {
            LeaveDeaf(call, exception, target, byRefs, threw: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Call? EnterDeaf(int id, object? target, object?[]? arguments)
    {
        ProbeThread.IsProbe = true;
        try
        {
            // A deep recursion of the application must not overflow in our frames.
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                return null;
            }

            var method = s_methods[id];
            var hearings = method.Hearings;
            if (hearings.Length == 0 || (method.TailCalls && s_tailDepth >= TailDepth))
            {
                return null;
            }

            var call = new Call(method, hearings, target, arguments ?? []);
            for (var i = 0; i < hearings.Length; i++)
            {
                call.States[i] = Enter(call, hearings[i]);
            }

            if (method.TailCalls)
            {
                s_tailDepth++;
            }

            call.Started = Stopwatch.GetTimestamp();
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

    private static object? Enter(Call call, Hearing hearing)
    {
        try
        {
            return hearing.Closed || hearing.Paused ? Failed : hearing.Listener.Enter(call.Method.Method, call.Target, call.Arguments);
        }
        catch (Exception)
        {
            hearing.Fault();
            return Failed;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveDeaf(object? state, object? outcome, object? target, object?[]? byRefs, bool threw)
    {
        ProbeThread.IsProbe = true;
        try
        {
            var ended = Stopwatch.GetTimestamp();
            var call = (Call)state!;
            if (call.Method.TailCalls)
            {
                s_tailDepth--;
            }

            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                return;
            }

            var arguments = call.ArgumentsNow(byRefs);
            for (var i = 0; i < call.Hearings.Length; i++)
            {
                if (call.States[i] != Failed)
                {
                    Leave(call, i, outcome, target ?? call.Target, arguments, ended - call.Started, threw);
                }
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

    private static void Leave(Call call, int index, object? outcome, object? target, object?[] arguments, long elapsed, bool threw)
    {
        var hearing = call.Hearings[index];
        if (hearing.Closed)
        {
            return;
        }

        try
        {
            var method = call.Method.Method;
            if (threw)
            {
                var exception = outcome as Exception ?? new RuntimeWrappedException(outcome ?? "unknown");
                hearing.Listener.Throw(method, call.States[index], target, arguments, exception, elapsed);
            }
            else
            {
                hearing.Listener.Return(method, call.States[index], target, arguments, outcome, elapsed);
            }
        }
        catch (Exception)
        {
            hearing.Fault();
        }
    }
}
