using System.Diagnostics;

namespace Corpus;

/// <summary>
/// Commands on standard input, a line each: <c>round</c> prints a transcript and <c>end N</c>; <c>load N</c> runs rounds on
/// N threads until <c>stop</c>, which prints how many there were and how many differed from the first;
/// <c>hot</c> prints the nanoseconds of a call; <c>exit</c>.
/// </summary>
internal static class Program
{
    private static volatile bool s_stop;

    private static void Main()
    {
        Console.WriteLine($"corpus {Environment.ProcessId}");
        var printed = 0;
        Task<(long Rounds, string Differences)> load = null;
        while (Console.ReadLine() is { } line and not "exit")
        {
            switch (line.Split(' '))
            {
                case ["round"]:
                    foreach (var said in Round())
                    {
                        Console.WriteLine(said);
                    }

                    Console.WriteLine($"end {++printed}");
                    break;
                case ["load", var threads]:
                    s_stop = false;
                    load = Load(int.Parse(threads));
                    break;
                case ["stop"]:
                    s_stop = true;
                    var (rounds, differences) = load.GetAwaiter().GetResult();
                    Console.WriteLine($"rounds {rounds} differences {differences}");
                    break;
                case ["hot"]:
                    Console.WriteLine($"hot {Hot.Measure():F3}");
                    break;
            }
        }
    }

    private static IReadOnlyList<string> Round()
    {
        var transcript = new Transcript();
        Everything.Run(transcript);
        return transcript.Lines;
    }

    private static async Task<(long, string)> Load(int threads)
    {
        var first = Round();
        var runs = Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(() => Rounds(first), TaskCreationOptions.LongRunning)).ToArray();
        var results = await Task.WhenAll(runs);
        return (results.Sum(r => r.Rounds), string.Join("; ", results.SelectMany(r => r.Differences)));
    }

    private static (long Rounds, List<string> Differences) Rounds(IReadOnlyList<string> first)
    {
        var rounds = 0L;
        var differences = new List<string>();
        while (!s_stop)
        {
            var said = Round();
            rounds++;
            for (var i = 0; i < Math.Max(first.Count, said.Count) && differences.Count < 10; i++)
            {
                var (was, now) = (first.ElementAtOrDefault(i), said.ElementAtOrDefault(i));
                if (was != now)
                {
                    differences.Add($"'{was}' became '{now}'");
                }
            }
        }

        return (rounds, differences);
    }
}

internal static class Everything
{
    public static void Run(Transcript t)
    {
        Shapes.Primitives.Run(t);
        Shapes.Arguments.Run(t);
        Shapes.ByRefs.Run(t);
        Shapes.Structs.Run(t);
        Shapes.RefStructs.Run(t);
        Shapes.Classes.Run(t);
        Shapes.Interfaces.Run(t);
        Shapes.Generics.Run(t);
        Shapes.Flow.Run(t);
        Shapes.Recursion.Run(t);
        Shapes.Exceptions.Run(t);
        Shapes.Traces.Run(t);
        Shapes.Delegates.Run(t);
        Shapes.Iterators.Run(t);
        Shapes.Asyncs.Run(t);
        Shapes.Pointers.Run(t);
        Shapes.Options.Run(t);
        Shapes.Threads.Run(t);
        Shapes.Reflections.Run(t);
        Shapes.Modern.Run(t);
#if NET9_0_OR_GREATER
        Shapes.Written.Run(t);
#endif
    }
}

/// <summary>A method that the compiler would inline, in a loop.</summary>
internal static class Hot
{
    private static int s_sum;

    public static int Add(int a, int b) => a + b;

    /// <summary>The best of many short batches, in nanoseconds a call.</summary>
    public static double Measure()
    {
        const int Calls = 100_000;
        var best = double.MaxValue;
        for (var batch = 0; batch < 100; batch++)
        {
            var started = Stopwatch.GetTimestamp();
            Batch(Calls);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds / Calls);
        }

        return best;
    }

    private static void Batch(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Add(sum, i);
        }

        s_sum = sum;
    }
}
