using System.Diagnostics;

namespace Arthas.Probe.Weaving.Sites;

/// <summary>
/// What woven bodies call for what happens within, on the application's threads, as <see cref="Hooks"/> is called at the
/// ends; with null for a call that nobody hears. Nothing escapes: out of memory, a call goes unreported and the application goes on.
/// </summary>
internal static class SiteHooks
{
    public static void Calling(object? call, int site)
    {
        if (call is not OpenCall { Traces: { Length: > 0 } traces } || ProbeThread.IsProbe)
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
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    public static void Called(object? call, int site)
    {
        if (call is not OpenCall { Traces: { Length: > 0 } traces } || ProbeThread.IsProbe)
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
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    public static void Unwound(object? call, int site) => Tell(call, null, static (trace, _, now) => trace.Unwound(now));

    public static void Suspending(object? call, object? nothing) => Tell(call, null, static (trace, _, _) => trace.Suspending());

    public static void Suspended(object? call, object? machine) => Tell(call, machine, static (trace, boxed, _) => trace.Suspended(boxed));

    public static void Completing(object? call, object? exception) => Tell(call, exception, static (trace, thrown, now) => trace.Completing(thrown as Exception, now));

    public static void Passing(object? call, int offset, object? target, object?[]? arguments, object?[]? locals)
    {
        if (call is not OpenCall { Traces: { Length: > 0 } traces } || ProbeThread.IsProbe)
        {
            return;
        }

        ProbeThread.IsProbe = true;
        try
        {
            foreach (var trace in traces)
            {
                trace.Passing(offset, target, arguments ?? [], locals ?? []);
            }
        }
        catch (Exception)
        {
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }

    private static void Tell(object? call, object? value, Action<CallTrace, object?, long> what)
    {
        if (call is not OpenCall { Traces: { Length: > 0 } traces } || ProbeThread.IsProbe)
        {
            return;
        }

        ProbeThread.IsProbe = true;
        try
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var trace in traces)
            {
                what(trace, value, now);
            }
        }
        catch (Exception)
        {
        }
        finally
        {
            ProbeThread.IsProbe = false;
        }
    }
}
