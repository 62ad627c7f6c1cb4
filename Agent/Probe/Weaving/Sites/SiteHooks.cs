using System.Diagnostics;

namespace Arthas.Probe.Weaving.Sites;

/// <summary>What woven bodies call for what happens within, on the application's threads, as <see cref="Hooks"/> is called at the ends.</summary>
internal static class SiteHooks
{
    public static void Calling(object call, int site)
    {
        if (ProbeThread.IsProbe || call is not OpenCall { Traces: { Length: > 0 } traces })
        {
            return;
        }

        ProbeThread.IsProbe = true;
        try
        {
            foreach (var trace in traces)
            {
                trace.Calling(site);
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

    public static void Called(object call, int site)
    {
        if (ProbeThread.IsProbe || call is not OpenCall { Traces: { Length: > 0 } traces })
        {
            return;
        }

        ProbeThread.IsProbe = true;
        try
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var trace in traces)
            {
                trace.Called(site, now);
            }
        }
        catch (Exception)
        {
            // As above.
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    public static void Unwound(object call, int site)
    {
        if (ProbeThread.IsProbe || call is not OpenCall { Traces: { Length: > 0 } traces })
        {
            return;
        }

        ProbeThread.IsProbe = true;
        try
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var trace in traces)
            {
                trace.Unwound(now);
            }
        }
        catch (Exception)
        {
            // As above.
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }
}
