using System.Diagnostics;
using System.Reflection;
using Arthas.Probe.Weaving;

namespace WeavingHook;

/// <summary>What a test may ask for, a line each; answers are lines.</summary>
internal sealed class Orders
{
    private readonly Dictionary<string, (Enhancement Enhancement, CountingListener Listener)> _open = [];

    public Orders() => ProbeThread.IsProbe = true;

    public IEnumerable<string> Run(string order)
    {
        try
        {
            return order.Split(' ') switch
            {
                ["weave", var name, var what] => Weave(name, what, new CountingListener()),
                ["weave", var name, var what, var gate] => Weave(name, what, new CountingListener(gate)),
                ["unweave", var name] => Unweave(name),
                ["settle", var name] => Settle(name),
                ["unheard", var name] => [.. _open[name].Listener.Counts.Where(c => c.Value.Enters == 0).Select(c => Named(c.Key)).Order()],
                ["unbalanced", var name] => [.. _open[name].Listener.Counts.Where(c => c.Value.Enters != c.Value.Leaves).Select(c => $"{Named(c.Key)} {c.Value}").Order()],
                ["wrong", var name] => [.. _open[name].Listener.Counts.Where(c => c.Value.Wrong > 0).Select(c => $"{Named(c.Key)} {c.Value}").Order()],
                ["last", var name, var method] => [_open[name].Listener.Counts.Single(c => Named(c.Key) == method).Value.Last ?? "nothing"],
                ["total", var name] => [$"{_open[name].Listener.Counts.Values.Sum(c => c.Enters)}"],
                ["cycle", var rounds, var what] => Cycle(int.Parse(rounds), what),
                ["state"] => State(),
                ["unsafe", var on] => [$"{Enhancer.AllowCoreLibrary = on == "true"}"],
                ["unavailable"] => [Enhancer.Current.Unavailable ?? "available"],
                ["reset"] => [$"{Enhancer.Current.Reset()}"],
                _ => ["unknown order"],
            };
        }
        catch (Exception e)
        {
            return e.ToString().Split('\n');
        }
    }

    private IEnumerable<string> Weave(string name, string what, CountingListener listener)
    {
        var started = Stopwatch.GetTimestamp();
        var enhancement = Enhancer.Current.Enhance(Methods(what), listener);
        _open[name] = (enhancement, listener);
        foreach (var method in enhancement.Methods)
        {
            listener.Of(method);
        }

        return
        [
            $"woven {enhancement.Methods.Count} in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms",
            .. enhancement.Refused.Select(r => $"refused {Named(r.Method)}: {r.Reason}").Order(),
        ];
    }

    private IEnumerable<string> Settle(string name)
    {
        _open[name].Enhancement.NarrowGates();
        return ["settled"];
    }

    private IEnumerable<string> Unweave(string name)
    {
        var started = Stopwatch.GetTimestamp();
        _open[name].Enhancement.Dispose();
        return [$"unwoven in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms"];
    }

    private static IEnumerable<string> Cycle(int rounds, string what)
    {
        var methods = Methods(what);
        var listener = new CountingListener();
        for (var i = 0; i < rounds; i++)
        {
            using var enhancement = Enhancer.Current.Enhance(methods, listener);
        }

        return [$"cycled {rounds} {listener.Counts.Values.Sum(c => c.Enters)}"];
    }

    private static IEnumerable<string> State()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return
        [
            $"threads {self.Threads.Count}",
            $"handles {Directory.GetFiles("/proc/self/fd").Length}",
            $"assemblies {AppDomain.CurrentDomain.GetAssemblies().Length}",
            $"heap {GC.GetTotalMemory(true) / 1024}",
            $"rss {self.WorkingSet64 / 1024}",
        ];
    }

    /// <summary>
    /// <c>Assembly</c>, <c>Assembly:TypeFullName</c> or <c>Assembly:TypeFullName:Method</c>, all methods they declare.
    /// <c>Collectible</c> is the assembly in a collectible context, whatever its name.
    /// </summary>
    private static List<MethodBase> Methods(string what)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var parts = what.Split(':');
        var assembly = AppDomain.CurrentDomain.GetAssemblies().First(a => a is { IsCollectible: true, IsDynamic: false } ? parts[0] == "Collectible" : a.GetName().Name == parts[0]);
        var types = parts.Length > 1 ? [assembly.GetType(parts[1], throwOnError: true)!] : assembly.GetTypes().Where(t => t.Assembly == assembly);
        return [.. types.SelectMany(t => t.GetMethods(Declared).Cast<MethodBase>().Concat(t.GetConstructors(Declared))).Where(m => parts.Length < 3 || m.Name == parts[2])];
    }

    private static string Named(MethodBase method) => $"{method.DeclaringType}.{method.Name}";
}
