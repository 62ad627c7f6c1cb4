using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Threads;

internal sealed class ThreadView : IResultView
{
    public string Type => "thread";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.TryGetProperty("threadStats", out var stats))
        {
            List(result, stats, text);
        }

        foreach (var busy in result.Items("busyThreads"))
        {
            text.Append('"').Append(busy.Shown("name")).Append("\" Id=").Append(busy.Shown("id"))
                .Append(" cpuUsage=").Append(busy.Shown("cpu")).Append("% deltaTime=").Append(busy.Shown("deltaTime"))
                .Append("ms time=").Append(busy.Shown("time")).Append("ms ").Append(busy.Shown("state")).Append('\n');
            Stack(busy, text);
        }

        if (result.Get("threadInfo") is { ValueKind: JsonValueKind.Object } one)
        {
            Info(one, text);
        }

        if (result.Get("blockingLockInfo") is { ValueKind: JsonValueKind.Object } blocking)
        {
            Info(blocking.Get("threadInfo"), text);
            text.Append("    - locked <").Append(blocking.Shown("lockIdentityHashCode")).Append("> <---- but blocks ")
                .Append(blocking.Shown("blockingThreadCount")).Append(" other threads!\n");
        }
    }

    private static void List(JsonElement result, JsonElement stats, StringBuilder text)
    {
        text.Append("Threads Total: ").Append(stats.GetArrayLength());
        foreach (var count in result.Get("threadStateCount").EnumerateObject())
        {
            text.Append(", ").Append(count.Name).Append(": ").Append(count.Value.Shown());
        }

        text.Append('\n');
        var table = new TextTable("ID", "NAME", "GROUP", "PRIORITY", "STATE", "%CPU", "DELTA_TIME", "TIME", "INTERRUPTED", "DAEMON");
        foreach (var row in stats.EnumerateArray())
        {
            table.Row(
                row.Shown("id"), row.Shown("name"), row.Shown("group"), row.Shown("priority"), row.Shown("state"), row.Shown("cpu"),
                row.Shown("deltaTime"), row.Shown("time"), row.Shown("interrupted"), row.Shown("daemon"));
        }

        table.Write(text);
    }

    private static void Info(JsonElement thread, StringBuilder text)
    {
        text.Append('"').Append(thread.Shown("threadName")).Append("\" Id=").Append(thread.Shown("threadId")).Append(' ').Append(thread.Shown("threadState"));
        if (thread.Shown("lockName") is { Length: > 0 } name)
        {
            text.Append(" on ").Append(name);
        }

        if (thread.Shown("lockOwnerName") is { Length: > 0 } owner)
        {
            text.Append(" owned by \"").Append(owner).Append("\" Id=").Append(thread.Shown("lockOwnerId"));
        }

        text.Append('\n');
        Stack(thread, text);
    }

    private static void Stack(JsonElement thread, StringBuilder text)
    {
        foreach (var frame in thread.Items("stackTrace"))
        {
            text.Append("    at ");
            FrameText.Write(frame, text);
        }

        text.Append('\n');
    }
}
