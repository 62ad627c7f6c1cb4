using System.Runtime.InteropServices;
using System.Runtime.Loader;

/// <summary>
/// What the runtime runs when an agent applies a start-up hook; the name and the shape are the runtime's. It only loads
/// the probe that the file <c>current</c> beside it names, each once, and opens it. Frozen: see Hook.csproj.
/// </summary>
#pragma warning disable CA1050 // The runtime looks for this type outside any namespace.
public static class StartupHook
#pragma warning restore CA1050
{
    private static readonly Dictionary<string, Action<string>> Probes = [];

    public static void Initialize()
    {
        var here = "";
        try
        {
            here = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
            var folder = Path.Combine(here, File.ReadAllText(Path.Combine(here, "current")).Trim());
            lock (Probes)
            {
                if (!Probes.TryGetValue(folder, out var open))
                {
                    // Not collectible: woven methods hold pointers into the probe until the process ends.
                    var probe = new AssemblyLoadContext("Arthas.Probe").LoadFromAssemblyPath(Path.Combine(folder, "Arthas.Probe.dll"));
                    open = probe.GetType("Arthas.Probe.Entry", throwOnError: true)!.GetMethod("Open")!.CreateDelegate<Action<string>>();
                    Probes[folder] = open;
                }

                open(folder);
            }
        }
        catch (Exception e)
        {
            Tell(here, e);
        }
    }

    /// <summary>For the native port, where start-up hooks are switched off.</summary>
    [UnmanagedCallersOnly]
    public static int OpenFromNative(nint argument, int size)
    {
        Initialize();
        return 0;
    }

    /// <summary>The agent reads the reason; the target must not notice.</summary>
    private static void Tell(string here, Exception e)
    {
        try
        {
            File.WriteAllText(Path.Combine(here, "error"), e.ToString());
        }
        catch (Exception)
        {
            // Nowhere left to say it.
        }
    }
}
