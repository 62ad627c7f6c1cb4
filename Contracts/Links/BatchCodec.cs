using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Arthas.Contracts.Cluster;

namespace Arthas.Contracts.Links;

/// <summary>
/// A batch in binary, the bytes of its results as they are. Little-endian; a text is its length in bytes (i32) and
/// UTF-8: <c>session, job i32, number i64, last u8, count i32, count × (job i32, type, json)</c>, and, for a job that took
/// leave of its target, <c>target</c>.
/// </summary>
internal static class BatchCodec
{
    /// <summary>Bytes that a result takes at least: its job and the lengths of its type and JSON.</summary>
    private const int SmallestResult = 12;

    public static ReadOnlyMemory<byte> Write(LinkFrame.Batch batch)
    {
        var size = 32 + (batch.Job.SessionId.Length * 3);
        foreach (var result in batch.Results)
        {
            size += SmallestResult + (result.Type.Length * 3) + result.Json.Length;
        }

        var buffer = new ArrayBufferWriter<byte>(size);
        WriteText(buffer, batch.Job.SessionId);
        WriteInt32(buffer, batch.Job.JobId);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), batch.Number);
        buffer.Advance(8);
        buffer.GetSpan(1)[0] = batch.Last ? (byte)1 : (byte)0;
        buffer.Advance(1);
        WriteInt32(buffer, batch.Results.Count);
        foreach (var result in batch.Results)
        {
            WriteInt32(buffer, result.JobId);
            WriteText(buffer, result.Type);
            WriteInt32(buffer, result.Json.Length);
            buffer.Write(result.Json.Span);
        }

        if (batch.Detached is { } target)
        {
            WriteText(buffer, target);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The results' JSON is a view of <paramref name="bytes"/>, which must not be used for anything else afterwards.</summary>
    public static LinkFrame.Batch Read(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        var job = new JobKey(ReadText(ref rest), ReadInt32(ref rest));
        var number = BinaryPrimitives.ReadInt64LittleEndian(Take(ref rest, 8).Span);
        var last = Take(ref rest, 1).Span[0] switch
        {
            0 => false,
            1 => true,
            _ => throw new LinkException("a batch says neither that it is the last one nor that it is not"),
        };
        var count = ReadInt32(ref rest);
        if (count < 0 || count > rest.Length / SmallestResult)
        {
            throw new LinkException($"a batch of {rest.Length} bytes announces {count} results");
        }

        var results = new Result[count];
        for (var i = 0; i < count; i++)
        {
            var jobId = ReadInt32(ref rest);
            var type = ReadText(ref rest);
            results[i] = new Result(jobId, type, Take(ref rest, ReadInt32(ref rest)));
        }

        var detached = rest.Length > 0 ? ReadText(ref rest) : null;
        if (rest.Length > 0)
        {
            throw new LinkException($"a batch has {rest.Length} bytes too many");
        }

        return new LinkFrame.Batch(job, number, last, results) { Detached = detached };
    }

    private static void WriteInt32(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        WriteInt32(buffer, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static int ReadInt32(ref ReadOnlyMemory<byte> rest) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, 4).Span);

    private static string ReadText(ref ReadOnlyMemory<byte> rest) => Encoding.UTF8.GetString(Take(ref rest, ReadInt32(ref rest)).Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        if (length < 0 || length > rest.Length)
        {
            throw new LinkException($"a batch ends {rest.Length} bytes from where {length} more are needed");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
