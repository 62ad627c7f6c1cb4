using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Probe.Types;

namespace Arthas.Probe.Listening;

/// <summary>The thread a call ran on, with the keys of Arthas's results; its id is the one that <c>thread</c> lists.</summary>
/// <param name="Priority">1 to 10, 5 is normal.</param>
internal sealed record CallingThread(string Name, int Id, bool Daemon, int Priority)
{
    private const int MainThread = 1, NormalPriority = 5;

    public static CallingThread Current => Of(Thread.CurrentThread);

    /// <param name="thread">May have ended meanwhile.</param>
    public static CallingThread Of(Thread thread)
    {
        var id = thread.ManagedThreadId;
        return new(thread.Name is { Length: > 0 } name ? name : id == MainThread ? "main" : $"Thread-{id}", id, IsDaemon(thread), PriorityOf(thread));
    }

    /// <param name="json">Gets the keys that all results with a thread share.</param>
    /// <param name="method">What was called: its load context stands for the class loader.</param>
    /// <param name="idAsText">As Arthas writes it in a stack.</param>
    public void WriteTo(Utf8JsonWriter json, MethodBase method, bool idAsText = false)
    {
        json.WriteString("threadName", Name);
        if (idAsText)
        {
            json.WriteString("threadId", Id.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber("threadId", Id);
        }

        json.WriteBoolean("daemon", Daemon);
        json.WriteNumber("priority", Priority);
        json.WriteString("classloader", AssemblyLoadContext.GetLoadContext(method.Module.Assembly) is { } context ? LoadContexts.Describe(context) : null);
    }

    private static int PriorityOf(Thread thread)
    {
        try
        {
            return 1 + ((int)thread.Priority * 2) + (thread.Priority == ThreadPriority.Highest ? 1 : 0);
        }
        catch (ThreadStateException)
        {
            return NormalPriority;
        }
    }

    private static bool IsDaemon(Thread thread)
    {
        try
        {
            return thread.IsBackground;
        }
        catch (ThreadStateException)
        {
            return false;
        }
    }
}
