using System.Diagnostics;

namespace Shop;

internal static class Timed
{
    private static long s_last;

    public static string Call<T>(Func<T> call)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = call();
            return Said(started, $"{result}");
        }
        catch (Exception e)
        {
            return Said(started, e.Message);
        }
    }

    public static async Task<string> CallAsync<T>(Func<Task<T>> call)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await call();
            return Said(started, $"{result}");
        }
        catch (Exception e)
        {
            return Said(started, e.Message);
        }
    }

    /// <summary>A piece of work that is measured where it is done.</summary>
    public static void Busy(int milliseconds)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < milliseconds)
        {
        }

        s_last = (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    private static string Said(long started, string result) => $"{result} in {(long)Stopwatch.GetElapsedTime(started).TotalNanoseconds} last {s_last}";
}
