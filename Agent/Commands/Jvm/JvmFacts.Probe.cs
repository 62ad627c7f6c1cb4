using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using Arthas.Probe.Commands.Memory;

namespace Arthas.Probe.Commands.Jvm;

/// <summary>The groups and names of Arthas's <c>jvm</c>, each with what it is on .NET.</summary>
internal static class JvmFacts
{
    public static IReadOnlyList<(string Group, IReadOnlyList<JvmFact> Items)> All() =>
    [
        ("RUNTIME", Runtime()),
        ("CLASS-LOADING", ClassLoading()),
        ("COMPILATION", [new("NAME", "RyuJIT"), new("TOTAL-COMPILE-TIME", (long)JitInfo.GetCompilationTime().TotalMilliseconds, "time (ms)"), new("COMPILED-METHOD-COUNT", JitInfo.GetCompiledMethodCount())]),
        ("GARBAGE-COLLECTORS", Collectors()),
        ("MEMORY-MANAGERS", [new("GarbageCollector", (IReadOnlyList<string>)["gen0", "gen1", "gen2", "loh", "poh"]), new("CodeManager", (IReadOnlyList<string>)["jit_compiled_il"])]),
        ("MEMORY", Memory()),
        ("OPERATING-SYSTEM", OperatingSystemFacts()),
        ("THREAD", Threads()),
        ("FILE-DESCRIPTOR", FileDescriptors()),
    ];

    private static IReadOnlyList<JvmFact> Runtime()
    {
        using var process = Process.GetCurrentProcess();
        var entry = Assembly.GetEntryAssembly();
        return
        [
            new("MACHINE-NAME", $"{Environment.ProcessId}@{Environment.MachineName}"),
            new("JVM-START-TIME", process.StartTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            new("MANAGEMENT-SPEC-VERSION", Environment.Version.ToString(2)),
            new("SPEC-NAME", "Common Language Infrastructure"),
            new("SPEC-VENDOR", "Ecma International"),
            new("SPEC-VERSION", Environment.Version.ToString(2)),
            new("VM-NAME", "CoreCLR"),
            new("VM-VENDOR", ".NET Foundation"),
            new("VM-VERSION", RuntimeInformation.FrameworkDescription),
            new("INPUT-ARGUMENTS", (IReadOnlyList<string>)[.. Environment.GetCommandLineArgs().Skip(1)]),
            new("CLASS-PATH", entry?.Location is { Length: > 0 } path ? path : Environment.ProcessPath ?? ""),
            new("BOOT-CLASS-PATH", RuntimeEnvironment.GetRuntimeDirectory()),
            new("LIBRARY-PATH", Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? ""),
        ];
    }

    private static IReadOnlyList<JvmFact> ClassLoading()
    {
        var assemblies = AppDomain.CurrentDomain.GetAssemblies();
        long types = assemblies.Sum(TypeCount);
        return
        [
            new("LOADED-CLASS-COUNT", types, "types in loaded assemblies"),
            new("TOTAL-LOADED-CLASS-COUNT", types),
            new("UNLOADED-CLASS-COUNT", 0L),
            new("IS-VERBOSE", false),
            new("LOADED-ASSEMBLY-COUNT", assemblies.Length),
        ];
    }

    // The rows of the metadata table: asking for the types themselves would load them all.
    private static unsafe int TypeCount(Assembly assembly)
    {
        try
        {
            return !assembly.IsDynamic && System.Reflection.Metadata.AssemblyExtensions.TryGetRawMetadata(assembly, out var blob, out var length)
                ? new System.Reflection.Metadata.MetadataReader(blob, length).TypeDefinitions.Count
                : 0;
        }
        catch (Exception)
        {
            return 0;
        }
    }

    private static List<JvmFact> Collectors()
    {
        var pause = (long)GC.GetTotalPauseDuration().TotalMilliseconds;
        var facts = new List<JvmFact>();
        for (var i = 0; i <= GC.MaxGeneration; i++)
        {
            // The runtime counts pauses of all generations together.
            facts.Add(new($"gen{i}", Map(("name", $"gen{i}"), ("collectionCount", (long)GC.CollectionCount(i)), ("collectionTime", i == GC.MaxGeneration ? pause : 0L)), "count/time (ms)"));
        }

        facts.Add(new("MODE", GCSettings.IsServerGC ? "server" : "workstation"));
        return facts;
    }

    private static IReadOnlyList<JvmFact> Memory()
    {
        var (used, committed, max) = MemoryInfo.Heap();
        var outside = MemoryInfo.Outside();
        return
        [
            new("HEAP-MEMORY-USAGE", Map(("name", "HEAP-MEMORY-USAGE"), ("init", 0L), ("used", used), ("committed", committed), ("max", max)), "memory in bytes"),
            new("NO-HEAP-MEMORY-USAGE", Map(("name", "NO-HEAP-MEMORY-USAGE"), ("init", 0L), ("used", outside), ("committed", outside), ("max", -1L)), "memory in bytes"),
            new("PENDING-FINALIZE-COUNT", GC.GetGCMemoryInfo().FinalizationPendingCount),
        ];
    }

    private static IReadOnlyList<JvmFact> OperatingSystemFacts() =>
    [
        new("OS", RuntimeInformation.OSDescription),
        new("ARCH", RuntimeInformation.OSArchitecture.ToString()),
        new("PROCESSORS-COUNT", Environment.ProcessorCount),
        new("LOAD-AVERAGE", LoadAverage()),
        new("VERSION", Environment.OSVersion.Version.ToString()),
    ];

    private static IReadOnlyList<JvmFact> Threads()
    {
        using var process = Process.GetCurrentProcess();
        var count = process.Threads.Count;
        return
        [
            new("COUNT", count),
            new("DAEMON-COUNT", -1),
            new("PEAK-COUNT", -1),
            new("STARTED-COUNT", -1),
            new("DEADLOCK-COUNT", -1),
            new("POOL-COUNT", ThreadPool.ThreadCount),
            new("POOL-PENDING-COUNT", ThreadPool.PendingWorkItemCount),
            new("LOCK-CONTENTION-COUNT", Monitor.LockContentionCount),
        ];
    }

    private static IReadOnlyList<JvmFact> FileDescriptors() =>
    [
        new("MAX-FILE-DESCRIPTOR-COUNT", Read("/proc/self/limits", static lines =>
            lines.First(static l => l.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]) is { } text
            && long.TryParse(text, CultureInfo.InvariantCulture, out var max) ? max : -1L),
        new("OPEN-FILE-DESCRIPTOR-COUNT", Directory.Exists("/proc/self/fd") ? Directory.EnumerateFileSystemEntries("/proc/self/fd").LongCount() : -1L),
    ];

    private static double LoadAverage() =>
        Read("/proc/loadavg", static lines => lines.First().Split(' ')[0]) is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var load) ? load : -1;

    private static string? Read(string file, Func<IEnumerable<string>, string> pick)
    {
        try
        {
            return pick(File.ReadLines(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static Dictionary<string, object> Map(params (string Name, object Value)[] entries) =>
        entries.ToDictionary(static e => e.Name, static e => e.Value, StringComparer.Ordinal);
}
