using Arthas.Agent.Jobs;
using Arthas.Agent.Targets;
using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>
/// All managed threads of a target at one instant, read from outside while it stands still: 10 to 30 ms. Nothing runs
/// in the target. The runtime's library that does it can crash on what it reads, so this runs in a process of its own
/// (<see cref="ThreadReader"/>), on one thread: who traces a process is a thread.
/// </summary>
internal static class ThreadSnapshot
{
    private const int DeepestStack = 512;

    private static readonly HashSet<Version> Warm = [];

    /// <param name="warmUp">Read once while the target runs, so that it stands still for less; that is more likely to crash.</param>
    /// <exception cref="CommandException">It cannot be read; the message says why.</exception>
    public static IReadOnlyList<ManagedThread> Take(Target target, bool warmUp)
    {
        try
        {
            if (warmUp)
            {
                WarmUp(target);
            }

            return Finish(target, Capture(target, suspend: true));
        }
        catch (Exception e) when (e is not CommandException)
        {
            throw new CommandException(1, Explain(target, e));
        }
    }

    /// <summary>Loading the library and compiling this code takes 200 ms the first time: not while the target stands still.</summary>
    private static void WarmUp(Target target)
    {
        using var process = DataTarget.AttachToProcess(target.ProcessId, suspend: false);
        if (process.ClrVersions is not [var runtime, ..] || !Warm.Add(runtime.Version))
        {
            return;
        }

        try
        {
            Finish(target, Capture(target, suspend: false));
        }
        catch (Exception e) when (e is not CommandException)
        {
            // It changed while it was read; nobody will see the outcome.
        }
    }

    private static List<(ManagedThread Thread, List<RawFrame> Stack)> Capture(Target target, bool suspend)
    {
        using var process = DataTarget.AttachToProcess(target.ProcessId, suspend);
        var numbers = ProcessFiles.Threads(target.ProcessId);
        using var mapped = new DataTarget(new NamespacedReader(process.DataReader, numbers), new DataTargetOptions());
        var info = mapped.ClrVersions is [var first, ..] ? first : throw new CommandException(1, "the target's runtime was not found in its memory");
        // It lies beside the very runtime, so it fits; the version that ClrMD compares is missing in builds from source.
        using var runtime = info.CreateRuntime(Dac.Find(target, info), ignoreMismatch: true);
        var objects = ThreadObjects.Read(runtime);
        var locks = new ContendedLocks(runtime);
        return [.. runtime.Threads.Where(thread => thread.IsAlive)
            .Select(thread => Capture(thread, numbers.GetValueOrDefault((int)thread.OSThreadId), objects.GetValueOrDefault(thread.ManagedThreadId), locks))];
    }

    private static (ManagedThread Thread, List<RawFrame> Stack) Capture(ClrThread thread, int osId, (string? Name, int Priority) known, ContendedLocks locks)
    {
        var stack = thread.EnumerateStackTrace(includeContext: false, DeepestStack).Select(FrameReader.Capture).OfType<RawFrame>().ToList();

        // A call into native code shows as a mark of the runtime's and as the stub that made it.
        stack = [.. stack.Where((frame, i) => !(frame.Native && i + 1 < stack.Count && stack[i + 1].IsSameMethod(frame)))];
        var state = (thread.State & ClrThreadState.TS_Unstarted) != 0
            ? ThreadState.NEW
            : ThreadStates.Of([.. stack.Select(frame => new ThreadFrame(frame.TypeName, frame.MethodName, frame.Native, FileName: null, Line: -1))]);
        return (new ManagedThread
        {
            Id = thread.ManagedThreadId,
            OsId = osId,
            Name = known.Name ?? "",
            State = state,
            InNative = thread.GCMode == GCMode.Preemptive,
            Background = (thread.State & ClrThreadState.TS_Background) != 0,
            Priority = known.Priority == 0 ? 5 : known.Priority,
            Stack = [],
            WaitsFor = state == ThreadState.BLOCKED ? locks.WaitedForBy(thread) : null,
            Holds = locks.HeldBy(thread.ManagedThreadId),
        }, stack);
    }

    private static List<ManagedThread> Finish(Target target, List<(ManagedThread Thread, List<RawFrame> Stack)> captured)
    {
        using var frames = new FrameReader(target);
        return [.. captured.Select(one => one.Thread with
        {
            Name = one.Thread.Name.Length > 0 ? one.Thread.Name : Unnamed(target, one.Thread),
            Stack = [.. one.Stack.Select(frames.Read)],
        })];
    }

    private static string Unnamed(Target target, ManagedThread thread) =>
        thread.Id == 1 ? "main" : CpuTimes.Name(target.ProcessId, thread.OsId) is { Length: > 0 } name ? name : $"Thread-{thread.Id}";

    private static string Explain(Target target, Exception e)
    {
        if (!ProcessFiles.IsAlive(target))
        {
            return $"the target has ended (pid {target.ProcessId})";
        }

        if (ProcessFiles.Tracer(target.ProcessId) is { } tracer)
        {
            return $"the target's threads cannot be read: process {tracer} traces it already (a debugger?)";
        }

        return Environment.IsPrivilegedProcess
            ? $"the target's threads cannot be read: {e.Message} (in a container, the agent needs the capability SYS_PTRACE)"
            : $"the target's threads cannot be read: {e.Message} (reading them needs ptrace rights: run the agent as root, give it the capability SYS_PTRACE, or set kernel.yama.ptrace_scope to 0)";
    }
}
