using Arthas.Probe.Weaving;

namespace Arthas.Probe.Threads;

/// <summary>
/// The probe's own threads: background, never the application's pool, and marked, so that what they call in woven
/// methods is not heard.
/// </summary>
internal static class OwnThread
{
    public static Thread Start(string name, Action body)
    {
        // No async locals of whoever asked, be it the application's own thread.
        using var noFlow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        var thread = new Thread(() => Run(body)) { IsBackground = true, Name = "arthas " + name };
        thread.Start();
        return thread;
    }

    private static void Run(Action body)
    {
        ProbeThread.IsProbe = true;
        try
        {
            body();
        }
        catch (Exception)
        {
            // An exception that left a thread would end the process. Each body says what it has to say before.
        }
    }
}
