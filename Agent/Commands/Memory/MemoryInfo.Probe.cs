using System.Globalization;
using System.Runtime;
using System.Text.Json;

namespace Arthas.Probe.Commands.Memory;

/// <summary>The target's memory in the three groups that clients of Arthas iterate over; all bytes, -1 where there is no maximum.</summary>
internal static class MemoryInfo
{
    /// <summary>Java's way to say that a buffer pool has no maximum.</summary>
    private const long NoPoolMaximum = long.MinValue;

    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    /// <summary>Writes <c>memoryInfo</c> into the open object.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        var heap = Heap();
        var info = GC.GetGCMemoryInfo();
        json.WriteStartObject("memoryInfo");

        json.WriteStartArray("heap");
        Entry(json, "heap", "heap", heap.Used, heap.Committed, heap.Max);
        var generations = info.GenerationInfo;
        for (var i = 0; i < Math.Min(generations.Length, Generations.Length); i++)
        {
            var size = generations[i].SizeAfterBytes;
            Entry(json, "heap", Generations[i], size, size, -1);
        }

        json.WriteEndArray();

        json.WriteStartArray("nonheap");
        var outside = Outside();
        Entry(json, "nonheap", "nonheap", outside, outside, -1);
        var il = JitInfo.GetCompiledILBytes();
        Entry(json, "nonheap", "jit_compiled_il", il, il, -1);
        json.WriteEndArray();

        json.WriteStartArray("buffer_pool");
        var mapped = StatusKilobytes("RssFile") * 1024;
        var native = Math.Max(0, StatusKilobytes("RssAnon") * 1024 - heap.Committed);
        Entry(json, "buffer_pool", "direct", native, native, NoPoolMaximum);
        Entry(json, "buffer_pool", "mapped", mapped, mapped, NoPoolMaximum);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static (long Used, long Committed, long Max) Heap()
    {
        var info = GC.GetGCMemoryInfo();
        var used = GC.GetTotalMemory(forceFullCollection: false);

        // Nothing is known of the heap's commitment before the first collection.
        return (used, Math.Max(info.TotalCommittedBytes, used), info.TotalAvailableMemoryBytes > 0 ? info.TotalAvailableMemoryBytes : -1);
    }

    /// <summary>What the process occupies beside the managed heap.</summary>
    public static long Outside() => Math.Max(0, Environment.WorkingSet - Heap().Committed);

    private static void Entry(Utf8JsonWriter json, string type, string name, long used, long total, long max)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        json.WriteNumber("used", used);
        json.WriteNumber("total", total);
        json.WriteNumber("max", max);
        json.WriteEndObject();
    }

    private static long StatusKilobytes(string name)
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[(name.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
