using System.Text.Json;
using Arthas.Agent.Jobs;

namespace Arthas.Agent.Threads;

/// <summary>What <see cref="ThreadReader"/> starts: a request a line on its input, a reply a line on its output, until the input ends.</summary>
internal static class ThreadReaderProcess
{
    public const string Verb = "read-threads";

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static int Run()
    {
        using var idle = new Timer(_ => Environment.Exit(0), null, Idle, Timeout.InfiniteTimeSpan);
        while (Console.In.ReadLine() is { } line)
        {
            idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var request = JsonSerializer.Deserialize(line, ThreadsJson.Default.ThreadRequest)!;
            Console.Out.WriteLine(JsonSerializer.Serialize(Answer(request), ThreadsJson.Default.ThreadReply));
            Console.Out.Flush();
            idle.Change(Idle, Timeout.InfiniteTimeSpan);
        }

        return 0;
    }

    private static ThreadReply Answer(ThreadRequest request)
    {
        try
        {
            return new ThreadReply(ThreadSnapshot.Take(request.Target, request.WarmUp), null);
        }
        catch (CommandException e)
        {
            return new ThreadReply(null, e.Message);
        }
    }
}
