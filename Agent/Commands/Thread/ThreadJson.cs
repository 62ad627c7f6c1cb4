using System.Text.Json;
using Arthas.Agent.Threads;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Threads;

/// <summary>Threads with the keys of Arthas's ThreadVO, BusyThreadInfo and of Java's ThreadInfo.</summary>
internal sealed class ThreadJson(IReadOnlyList<ManagedThread> threads, ParsedCommand command)
{
    /// <summary>What a runtime does not count.</summary>
    private const int Unknown = -1;

    public static void WriteRow(Utf8JsonWriter json, ThreadRow row)
    {
        json.WriteStartObject();
        WriteRowKeys(json, row);
        json.WriteEndObject();
    }

    public void WriteBusy(Utf8JsonWriter json, ThreadRow row)
    {
        json.WriteStartObject();
        WriteRowKeys(json, row);
        WriteShared(json, row.Thread);
        json.WriteEndObject();
    }

    public void WriteInfo(Utf8JsonWriter json, ManagedThread thread)
    {
        json.WriteStartObject();
        json.WriteNumber("threadId", thread.Id);
        json.WriteString("threadName", thread.Name);
        json.WriteString("threadState", $"{thread.State}");
        json.WriteBoolean("daemon", thread.Background);
        json.WriteNumber("priority", thread.Priority);
        WriteShared(json, thread);
        json.WriteEndObject();
    }

    private static void WriteRowKeys(Utf8JsonWriter json, ThreadRow row)
    {
        json.WriteNumber("id", row.Thread?.Id ?? -1);
        json.WriteString("name", row.Name);
        if (row.Thread is { } thread)
        {
            json.WriteString("group", "main");
            json.WriteString("state", $"{thread.State}");
        }

        json.WriteNumber("priority", row.Thread?.Priority ?? -1);
        json.WriteNumber("cpu", row.Percent);
        json.WriteNumber("deltaTime", (long)row.InWindow.TotalMilliseconds);
        json.WriteNumber("time", (long)row.InAll.TotalMilliseconds);
        json.WriteBoolean("interrupted", false);
        json.WriteBoolean("daemon", row.Thread?.Background ?? true);
    }

    private static void WriteLock(Utf8JsonWriter json, HeldLock one)
    {
        json.WriteStartObject();
        json.WriteString("className", one.ClassName);
        json.WriteNumber("identityHashCode", one.Identity);
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, ThreadFrame frame)
    {
        json.WriteStartObject();
        json.WriteString("className", frame.ClassName);
        json.WriteString("methodName", frame.MethodName);
        json.WriteBoolean("nativeMethod", frame.Native);
        json.WriteNumber("lineNumber", frame.Line);
        json.WriteString("fileName", frame.FileName);
        json.WriteEndObject();
    }

    private void WriteShared(Utf8JsonWriter json, ManagedThread? thread)
    {
        json.WriteNumber("blockedCount", 0);
        json.WriteNumber("blockedTime", Unknown);
        json.WriteNumber("waitedCount", 0);
        json.WriteNumber("waitedTime", Unknown);
        json.WriteBoolean("inNative", thread?.InNative ?? true);
        json.WriteBoolean("suspended", false);
        WriteWaiting(json, thread?.WaitsFor);

        json.WriteStartArray("stackTrace");
        foreach (var frame in thread?.Stack ?? [])
        {
            WriteFrame(json, frame);
        }

        json.WriteEndArray();

        json.WriteStartArray("lockedMonitors");
        foreach (var held in command.Value(ThreadOptions.LockedMonitors) ? thread?.Holds ?? [] : [])
        {
            WriteLock(json, held);
        }

        json.WriteEndArray();
        json.WriteStartArray("lockedSynchronizers");
        json.WriteEndArray();
    }

    private void WriteWaiting(Utf8JsonWriter json, HeldLock? waitsFor)
    {
        json.WriteNumber("lockOwnerId", waitsFor?.OwnerId ?? -1);
        if (waitsFor is null)
        {
            return;
        }

        json.WritePropertyName("lockInfo");
        WriteLock(json, waitsFor);
        json.WriteString("lockName", waitsFor.Name);
        if (threads.FirstOrDefault(thread => thread.Id == waitsFor.OwnerId) is { } owner)
        {
            json.WriteString("lockOwnerName", owner.Name);
        }
    }
}
