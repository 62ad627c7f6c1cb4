using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace Arthas.Hub.Api;

/// <summary>What an answer's envelope is written with. Rented: thousands of parked consumers are answered each second.</summary>
internal sealed class Envelope : IResettable
{
    private const int LargestKept = 4096;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public Envelope() => Json = new Utf8JsonWriter(Buffer, Options);

    public static ObjectPool<Envelope> Pool { get; } = ObjectPool.Create<Envelope>();

    public ArrayBufferWriter<byte> Buffer { get; } = new(512);

    public Utf8JsonWriter Json { get; }

    /// <summary>False when it has grown too large to be kept.</summary>
    public bool TryReset()
    {
        Buffer.ResetWrittenCount();
        Json.Reset();
        return Buffer.Capacity <= LargestKept;
    }
}
