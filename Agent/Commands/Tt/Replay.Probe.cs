using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Tt;

/// <summary><c>tt -p</c>: the recorded method is called again, on this thread, as often as was asked.</summary>
internal sealed class Replay(ProbeJob job, TimeFragment fragment, ValueLimits limits)
{
    public void Run()
    {
        if (job.Role < Role.Change)
        {
            job.End(-1, "tt -p calls code of the target, which needs the role change: log in with it, or ask somebody who has it.");
            return;
        }

        if (Callable(out var problem) is not { } method)
        {
            job.End(-1, $"tt replay failed: {problem}");
            return;
        }

        OwnEvaluations.Run(job, () => Run(method));
    }

    private void Run(MethodBase method)
    {
        var times = job.Command.Value(TtOptions.ReplayTimes);
        var interval = TimeSpan.FromMilliseconds(job.Command.Value(TtOptions.ReplayInterval));
        for (var number = 1; number <= times; number++)
        {
            if ((number > 1 && job.Ended.WaitHandle.WaitOne(interval)) || job.Ended.IsCancellationRequested)
            {
                return;
            }

            var again = Call(method);
            job.Result("tt", (fragment, again, limits, number), static (json, replay) =>
            {
                json.WritePropertyName("replayResult");
                FragmentJson.WriteReplay(json, replay.fragment, replay.again, replay.limits);
                json.WriteNumber("replayNo", replay.number);
                json.WriteNumber("expand", replay.limits.Expand);
                json.WriteNumber("sizeLimit", replay.limits.MaxBytes);
            });
        }

        job.Result("row_affect", times, static (json, count) => json.WriteNumber("rowCount", count));
        job.End();
    }

    private Replayed Call(MethodBase method)
    {
        // The record stays as it is, whatever the method does with its arrays or, of a struct, with itself.
        var arguments = Copies.Of(fragment.Arguments);
        var moment = TimeProvider.System.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        object? result = null;
        Exception? exception = null;

        // What watches the method hears this call as any other.
        ProbeThread.IsProbe = false;
        try
        {
            result = method.Invoke(RuntimeHelpers.GetObjectValue(fragment.Target), BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }
        finally
        {
            ProbeThread.IsProbe = true;
        }

        if (result is Task task)
        {
            (result, exception) = Await(task);
        }

        var milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 6);
        return new Replayed(moment, milliseconds, result, exception);
    }

    /// <summary>What the task ends with; the task itself when the job ends first.</summary>
    private (object? Result, Exception? Exception) Await(Task task)
    {
        WaitHandle.WaitAny([((IAsyncResult)task).AsyncWaitHandle, job.Ended.WaitHandle]);
        return !task.IsCompleted ? (task, null)
            : Tasks.Fault(task) is { } fault ? (null, fault)
            : Tasks.TryResult(task, out var result) ? (result, null) : (null, null);
    }

    private MethodBase? Callable(out string? problem)
    {
        problem = fragment.Method.IsConstructor ? "a constructor is not called again on the object that it made"
            : fragment.Arguments.Any(static argument => argument is NotTaken) ? $"an argument was not kept: {NotTaken.Reason}"
            : fragment.Method.GetParameters().Any(static parameter => parameter.ParameterType.IsPointer) ? "a pointer may lead nowhere by now"
            : fragment.Method.IsGenericMethod ? "the type arguments of a generic method are not recorded"
            : null;
        if (problem is not null || fragment.Method.DeclaringType is not { IsGenericTypeDefinition: true } definition)
        {
            return problem is null ? fragment.Method : null;
        }

        for (var type = fragment.Target?.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == definition)
            {
                return MethodBase.GetMethodFromHandle(fragment.Method.MethodHandle, type.TypeHandle);
            }
        }

        problem = "the type arguments of a static method of a generic type are not recorded";
        return null;
    }
}
