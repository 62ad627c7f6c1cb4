using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Contracts.Probes;

namespace Arthas.Probe.Sockets;

/// <summary>A result frame in the making. Rented, because a watch makes thousands a second on the application's threads.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer only writes into the buffer beside it.")]
internal sealed class ResultBuffer
{
    private const int Kept = 64;
    private const int KeptCapacity = 256 * 1024;

    // Text for people and programs, never for a page: only what JSON demands is escaped. Validation costs more than it finds here.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly Stack<ResultBuffer> Free = new(Kept);

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;
    private int _job;

    private ResultBuffer() => _json = new Utf8JsonWriter(_bytes, Options);

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Frame => _bytes.WrittenSpan;

    public static ResultBuffer Rent()
    {
        // Not a thread-local pool: that would leave a piece of ours with every thread of the application.
        lock (Free)
        {
            if (Free.TryPop(out var buffer))
            {
                return buffer;
            }
        }

        return new ResultBuffer();
    }

    /// <summary>Opens the result's object; what follows goes into it.</summary>
    public Utf8JsonWriter Begin(int job, string type, int jobId)
    {
        _job = job;
        _bytes.GetSpan(ProbeFrame.HeaderSize);
        _bytes.Advance(ProbeFrame.HeaderSize);
        _bytes.Advance(ProbeResult.WritePrefix(type, _bytes.GetSpan(256)));
        _json.WriteStartObject();
        _json.WriteString("type", type);
        _json.WriteNumber("jobId", jobId);
        return _json;
    }

    /// <exception cref="InvalidOperationException">What was written leaves an object or a list open, or is too long.</exception>
    public void Complete()
    {
        if (_json.CurrentDepth != 1)
        {
            throw new InvalidOperationException("a result was left incomplete");
        }

        _json.WriteEndObject();
        _json.Flush();
        if (Length > ProbeFrame.LargestPayload)
        {
            throw new InvalidOperationException($"a result of {Length} bytes is too large");
        }

        var frame = new ProbeFrame(ProbeFrameKind.Result, _job, _bytes.WrittenMemory[ProbeFrame.HeaderSize..]);
        frame.WriteHeader(MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span);
    }

    public void Return()
    {
        if (_bytes.Capacity > KeptCapacity)
        {
            return;
        }

        _json.Reset();
        _bytes.ResetWrittenCount();
        lock (Free)
        {
            if (Free.Count < Kept)
            {
                Free.Push(this);
            }
        }
    }
}
