using System.Buffers.Binary;
using System.Text;
using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>
/// Results on their way between nodes and in the journal, their JSON as it is: for each <c>job i32, type, json</c>, a text
/// after its length in bytes (i32, little-endian). Nobody changes the bytes once they are here.
/// </summary>
/// <param name="Count">How many there are.</param>
[GenerateSerializer, Immutable, Alias("arthas.results")]
public readonly record struct ResultBytes([property: Id(0)] byte[]? Bytes, [property: Id(1)] int Count)
{
    private const int Smallest = 12;

    /// <summary>No text of a type is made twice for results of one kind in a row.</summary>
    [ThreadStatic]
    private static string? _lastType;

    public static ResultBytes None => default;

    public static ResultBytes Of(params ReadOnlySpan<Result> results)
    {
        if (results.Length == 0)
        {
            return None;
        }

        var size = 0;
        foreach (var result in results)
        {
            size += Smallest + Encoding.UTF8.GetByteCount(result.Type) + result.Json.Length;
        }

        var bytes = new byte[size];
        var rest = bytes.AsSpan();
        foreach (var result in results)
        {
            Write(ref rest, result.JobId);
            Write(ref rest, Encoding.UTF8.GetByteCount(result.Type));
            rest = rest[Encoding.UTF8.GetBytes(result.Type, rest)..];
            Write(ref rest, result.Json.Length);
            result.Json.Span.CopyTo(rest);
            rest = rest[result.Json.Length..];
        }

        return new ResultBytes(bytes, results.Length);
    }

    public static ResultBytes Of(IReadOnlyList<Result> results) => results is Result[] array ? Of(array.AsSpan()) : Of([.. results]);

    /// <summary>These, and others after them.</summary>
    public ResultBytes With(params ReadOnlySpan<Result> others) => With(Of(others));

    public ResultBytes With(ResultBytes others) =>
        Count == 0 ? others : others.Count == 0 ? this : new ResultBytes([.. Bytes!, .. others.Bytes!], Count + others.Count);

    /// <summary>Each as a view of these bytes.</summary>
    /// <exception cref="InvalidDataException">They are no results.</exception>
    public Result[] Read()
    {
        if (Count == 0)
        {
            return [];
        }

        var rest = Bytes.AsMemory();
        if (Count < 0 || Count > rest.Length / Smallest)
        {
            throw new InvalidDataException($"{rest.Length} bytes announce {Count} results");
        }

        var results = new Result[Count];
        for (var i = 0; i < results.Length; i++)
        {
            var job = ReadInt32(ref rest);
            var type = Type(Take(ref rest, ReadInt32(ref rest)).Span);
            results[i] = new Result(job, type, Take(ref rest, ReadInt32(ref rest)));
        }

        return results;
    }

    private static string Type(ReadOnlySpan<byte> utf8)
    {
        if (_lastType is { } last && last.Length == utf8.Length && Ascii.Equals(utf8, last))
        {
            return last;
        }

        return _lastType = string.IsInterned(Encoding.UTF8.GetString(utf8)) ?? Encoding.UTF8.GetString(utf8);
    }

    private static void Write(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, value);
        rest = rest[sizeof(int)..];
    }

    private static int ReadInt32(ref Memory<byte> rest) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, sizeof(int)).Span);

    private static ReadOnlyMemory<byte> Take(ref Memory<byte> rest, int length)
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
