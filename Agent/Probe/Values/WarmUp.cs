using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

/// <summary>Compiles the writer on the probe's own thread, so that the first call that is heard does not wait for it.</summary>
internal static class WarmUp
{
    private static readonly Lazy<int> Done = new(Run);
    private static readonly ConcurrentDictionary<Type, byte> Seen = [];

    public static void RunOnce() => _ = Done.Value;

    /// <summary>Compiles all that stands beside a type, where that has not happened: the application's threads will call it.</summary>
    public static void CompileBeside(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var one in type.Assembly.GetTypes().Where(t => t.Namespace == type.Namespace && !t.ContainsGenericParameters && !t.IsInterface && Seen.TryAdd(t, 0)))
        {
            foreach (var method in one.GetMethods(Declared).Concat<MethodBase>(one.GetConstructors(Declared)).Where(static m => !m.IsAbstract && !m.ContainsGenericParameters))
            {
                Compile(method);
            }
        }
    }

    private static void Compile(MethodBase method)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
        catch (Exception)
        {
            // Native, or made by the runtime: then its first call compiles what there is to compile.
        }
    }

    private static int Run()
    {
        object?[] sample =
        [
            new object?[] { 1, "text", null, 1.5, true }, new List<int> { 1 }, new Dictionary<object, object?> { ["k"] = 1 }, new Hashtable { [1] = "v" },
            new Sample { Name = new string('x', 1000) }, new InvalidOperationException("never thrown: the application may listen to first-chance exceptions"), Task.CompletedTask, (Func<int>)Run, new byte[] { 1 }, DateTime.UnixEpoch, Guid.Empty, 1.5m,
        ];
        return Snapshot.Take(sample, ValueLimits.Default with { Budget = TimeSpan.FromSeconds(10) }).ToString().Length;
    }

    private sealed class Sample
    {
        public string? Name { get; init; }
    }
}
