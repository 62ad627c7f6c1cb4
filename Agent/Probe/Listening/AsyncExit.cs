using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening;

/// <summary>
/// The exit of an async method is the completion of its task, with the awaited result or the fault. A listener is called
/// on the thread that completes it, before the caller goes on.
/// </summary>
internal sealed class AsyncExit(AsyncExit.Completed completed)
{
    private const int MaxPending = 10_000;

    // Methods the runtime itself suspends and resumes, without a state machine (MethodImplAttributes.Async, .NET 11).
    private const MethodImplAttributes RuntimeAsync = (MethodImplAttributes)0x2000;

    private readonly ConcurrentDictionary<MethodBase, bool> _isAsync = new();
    private int _pending;

    /// <param name="state">As it was given to <see cref="TryTake"/>.</param>
    /// <param name="outcome">Of the task; without a result for a task that has none.</param>
    public delegate void Completed(HeardCall call, object? state, CallOutcome outcome);

    /// <summary>An async call that has returned to its caller but goes on.</summary>
    public bool IsPending(MethodBase method, object? result) =>
        TaskOf(result) is { IsCompleted: false } && _isAsync.GetOrAdd(method, static m => IsAsync(m));

    /// <summary>False when this is a raw call: not of an async method, or of a kind that only its caller may await.</summary>
    public bool TryTake(HeardCall call, object? state, object? result, long elapsedTicks)
    {
        if (TaskOf(result) is not { } task || !_isAsync.GetOrAdd(call.Method, static m => IsAsync(m)))
        {
            return ReturnedAtOnce(call, state, result, elapsedTicks);
        }

        if (task.IsCompleted)
        {
            Complete(call, state, task, elapsedTicks);
            return true;
        }

        if (Interlocked.Increment(ref _pending) > MaxPending)
        {
            Interlocked.Decrement(ref _pending);
            return true;
        }

        var started = Stopwatch.GetTimestamp() - elapsedTicks;
#pragma warning disable RS0030 // Here, in somebody's process, there may be a synchronization context, which is not ours to use.
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Continue(call, state, task, started));
#pragma warning restore RS0030
        return true;
    }

    private void Continue(HeardCall call, object? state, Task task, long started)
    {
        var elapsed = Stopwatch.GetTimestamp() - started;
        var outer = ProbeThread.IsProbe;
        ProbeThread.IsProbe = true;
        try
        {
            Interlocked.Decrement(ref _pending);
            if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                Complete(call, state, task, elapsed);
            }
        }
        catch (Exception)
        {
            // The application's thread: nothing may escape.
        }
        finally
        {
            ProbeThread.IsProbe = outer;
        }
    }

    private void Complete(HeardCall call, object? state, Task task, long elapsed)
    {
        object? result = null;
        var fault = task.IsCompletedSuccessfully ? null : Tasks.Fault(task);
        if (fault is null)
        {
            Tasks.TryResult(task, out result);
        }

        completed(call, state, new(result, fault, elapsed));
    }

    /// <summary>A ValueTask that carries its result itself, or a source that may be awaited only once: by the caller.</summary>
    private bool ReturnedAtOnce(HeardCall call, object? state, object? result, long elapsed)
    {
        if (!IsValueTask(result) || !_isAsync.GetOrAdd(call.Method, static m => IsAsync(m)))
        {
            return false;
        }

        var (source, value) = Tasks.Parts(result!);
        if (source is not null)
        {
            return false;
        }

        completed(call, state, CallOutcome.Returned(result is ValueTask ? null : value, elapsed));
        return true;
    }

    /// <summary>Of a task, or of a ValueTask that stands for one.</summary>
    public static Task? TaskOf(object? result) => result as Task ?? (IsValueTask(result) ? Tasks.Parts(result!).Source as Task : null);

    private static bool IsValueTask(object? result) =>
        result is ValueTask || (result is ValueType && result.GetType() is { IsGenericType: true } t && t.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static bool IsAsync(MethodBase method) =>
        method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false) || (method.MethodImplementationFlags & RuntimeAsync) != 0;
}
