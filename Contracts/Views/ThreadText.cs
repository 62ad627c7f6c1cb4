using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>The thread of a call, as the heads of stacks and trees have it.</summary>
public static class ThreadText
{
    /// <summary>Behind the time, to the end of the line.</summary>
    public static void Write(JsonElement call, StringBuilder text)
    {
        text.Append(";thread_name=").Append(call.Shown("threadName"))
            .Append(";id=").Append(call.Shown("threadId"))
            .Append(";is_daemon=").Append(call.Shown("daemon"))
            .Append(";priority=").Append(call.Shown("priority"))
            .Append(";TCCL=").Append(call.Shown("classloader")).Append('\n');
    }
}
