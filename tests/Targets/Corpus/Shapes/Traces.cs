using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Corpus.Shapes;

/// <summary>Stack traces with their lines: what weaving may not shift. Nothing here may be inlined, with or without it.</summary>
internal static class Traces
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int First(int n)
    {
        var before = n + 1;
        if (before > 3)
        {
            return Second(before) + 1;
        }

        return First(before) + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Second(int n)
    {
        try
        {
            n++;
            return Third(n) + 1;
        }
        finally
        {
            n--;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Third(int n)
    {
        for (var i = 0; i < 10; i++)
        {
            if (i * n > 20)
            {
                throw new InvalidOperationException($"at {i}");
            }

            n += i;
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Rethrows(bool plain)
    {
        try
        {
            return Third(9);
        }
        catch (InvalidOperationException e)
        {
            if (plain)
            {
                throw;
            }

            throw e;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Here()
    {
        var frame = new StackTrace(0, true).GetFrame(0)!;
        return $"{frame.GetMethod()!.Name}:{frame.GetFileLineNumber()}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Caller()
    {
        var name = CallerOf();
        return name + "!";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string CallerOf() => new StackFrame(1, true) is var f ? $"{f.GetMethod()!.Name}:{f.GetFileLineNumber()}" : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Current()
    {
        var name = MethodBase.GetCurrentMethod()!.Name;
        return name;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> Later()
    {
        await Task.CompletedTask;
        var n = Third(30);
        return n;
    }

    /// <summary>Only frames that are there however it was compiled.</summary>
    private static string[] Lines(Exception e) =>
        [.. new StackTrace(e, true).GetFrames().Where(f => f.GetMethod()?.DeclaringType == typeof(Traces) || f.GetMethod()?.DeclaringType?.Name.Contains(nameof(Later), StringComparison.Ordinal) == true)
            .Select(f => $"{f.GetMethod()!.Name}:{f.GetFileLineNumber()}")];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[] Trace(Func<object> run)
    {
        try
        {
            return [run().ToString()];
        }
        catch (Exception e)
        {
            return Lines(e);
        }
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Traces));
        t.Say("deep", Trace(() => First(0)));
        t.Say("rethrown", Trace(() => Rethrows(true)));
        t.Say("thrown", Trace(() => Rethrows(false)));
        t.Say("here", Here());
        t.Say("caller", Caller());
        t.Say("current", Current());
        t.Say("later", Trace(() => Later().GetAwaiter().GetResult()));
    }
}
