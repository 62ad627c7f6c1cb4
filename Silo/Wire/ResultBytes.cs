using System.Buffers.Binary;
using System.Text;
using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>Results in binary, their JSON as it is: <c>count, count × (job, type, json)</c>, each text after its length in bytes (i32).</summary>
internal static class ResultBytes
{
    /// <summary>Bytes that a result takes at least: its job and the lengths of its type and JSON.</summary>
    private const int Smallest = 12;

    public static byte[] Write(IReadOnlyList<Result> results)
    {
        var size = sizeof(int);
        foreach (var result in results)
        {
            size += Smallest + Encoding.UTF8.GetByteCount(result.Type) + result.Json.Length;
        }

        var bytes = new byte[size];
        var rest = bytes.AsSpan();
        WriteInt32(ref rest, results.Count);
        foreach (var result in results)
        {
            WriteInt32(ref rest, result.JobId);
            WriteInt32(ref rest, Encoding.UTF8.GetByteCount(result.Type));
            rest = rest[Encoding.UTF8.GetBytes(result.Type, rest)..];
            WriteInt32(ref rest, result.Json.Length);
            result.Json.Span.CopyTo(rest);
            rest = rest[result.Json.Length..];
        }

        return bytes;
    }

    /// <summary>The results' JSON is a view of <paramref name="bytes"/>, which nobody else uses.</summary>
    public static Result[] Read(ReadOnlyMemory<byte> bytes)
    {
        var count = ReadInt32(ref bytes);
        if (count < 0 || count > bytes.Length / Smallest)
        {
            throw new InvalidDataException($"{bytes.Length} bytes announce {count} results");
        }

        var results = new Result[count];
        for (var i = 0; i < count; i++)
        {
            var job = ReadInt32(ref bytes);
            var type = Encoding.UTF8.GetString(Take(ref bytes, ReadInt32(ref bytes)).Span);
            results[i] = new Result(job, type, Take(ref bytes, ReadInt32(ref bytes)));
        }

        return results;
    }

    private static void WriteInt32(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, value);
        rest = rest[sizeof(int)..];
    }

    private static int ReadInt32(ref ReadOnlyMemory<byte> rest) =>
        BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, sizeof(int)).Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        if (length < 0 || length > rest.Length)
        {
            throw new InvalidDataException($"results end {rest.Length} bytes from where {length} more are needed");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
