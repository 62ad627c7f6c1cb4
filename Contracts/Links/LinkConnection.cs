using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Arthas.Contracts.Links;

/// <summary>
/// One end of a link over a duplex stream. Frames may be sent from many tasks at once; one task reads.
/// On the wire a frame is one or more fragments: <c>kind u8, length i32 (little-endian), bytes</c>.
/// </summary>
public sealed class LinkConnection(Stream stream, LinkLimits? limits = null) : IAsyncDisposable
{
    private const byte ControlKind = 1;
    private const byte BatchKind = 2;
    private const byte LastFragment = 0x80;
    private const int HeaderSize = 5;

    private readonly LinkLimits _limits = limits ?? LinkLimits.Default;

    // A batch holds _batches for all of its fragments but _writing for one at a time: control frames get in between.
    private readonly SemaphoreSlim _batches = new(1);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _closed = new();
    private bool _broken;

    /// <summary>
    /// Completes when the frame has been handed to the stream, so that who sends batches is slowed to the link's speed.
    /// The token is heeded until the first byte is out: half a frame would break the link.
    /// </summary>
    /// <exception cref="LinkException">The frame is larger than the link allows.</exception>
    /// <exception cref="IOException">The link is closed or broken.</exception>
    public async Task SendAsync(LinkFrame frame, CancellationToken cancel = default)
    {
        if (frame is LinkFrame.Batch batch)
        {
            var bytes = Within(_limits.Batch, BatchCodec.Write(batch));
            await _batches.WaitAsync(cancel);
            try
            {
                await SendAsync(BatchKind, bytes, betweenFragments: true, cancel);
            }
            finally
            {
                _batches.Release();
            }
        }
        else
        {
            var bytes = Within(_limits.Control, JsonSerializer.SerializeToUtf8Bytes(frame, LinkJson.Default.LinkFrame));
            await SendAsync(ControlKind, bytes, betweenFragments: false, cancel);
        }
    }

    /// <summary>
    /// Every frame until either end closes. A reader that waits for something slow (a store) between two frames
    /// delays the heartbeats behind: hand such work to another task.
    /// </summary>
    /// <exception cref="LinkException">What came is no frame.</exception>
    /// <exception cref="IOException">The link broke.</exception>
    public async IAsyncEnumerable<LinkFrame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closed.Token);
        var control = new FragmentBuffer("a control frame", _limits.Control);
        var batch = new FragmentBuffer("a batch", _limits.Batch);
        var header = new byte[HeaderSize];
        while (await ReadAsync(header, mayEnd: true, either.Token))
        {
            var kind = header[0] & ~LastFragment;
            var into = kind switch
            {
                ControlKind => control,
                BatchKind => batch,
                _ => throw new LinkException($"0x{header[0]:x2} begins no fragment: this is not an agent's link"),
            };
            var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
            if (!await ReadAsync(into.Extend(length), mayEnd: false, either.Token))
            {
                yield break;
            }

            if ((header[0] & LastFragment) != 0)
            {
                yield return kind == BatchKind ? BatchCodec.Read(into.Take()) : ReadControl(into.Take());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await stream.DisposeAsync();
    }

    private static LinkFrame ReadControl(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, LinkJson.Default.LinkFrame)
                ?? throw new LinkException("a control frame is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new LinkException($"a control frame cannot be read: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Within(int limit, ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= limit ? bytes : throw new LinkException($"a frame of {bytes.Length} bytes is over the link's {limit}");

    /// <summary>Fills <paramref name="bytes"/>. False when this end was closed, or the other one where it may.</summary>
    private async ValueTask<bool> ReadAsync(Memory<byte> bytes, bool mayEnd, CancellationToken cancel)
    {
        try
        {
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            if (read == bytes.Length)
            {
                return true;
            }

            return read == 0 && mayEnd ? false : throw new EndOfStreamException("the link ended within a frame");
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is not (IOException or OperationCanceledException))
        {
            throw new IOException($"the link broke: {e.Message}", e);
        }
    }

    private async Task SendAsync(byte kind, ReadOnlyMemory<byte> bytes, bool betweenFragments, CancellationToken cancel)
    {
        var fragment = ArrayPool<byte>.Shared.Rent(HeaderSize + Math.Min(bytes.Length, _limits.Fragment));
        await _writing.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var length = Math.Min(bytes.Length, _limits.Fragment);
                var last = length == bytes.Length;
                fragment[0] = last ? (byte)(kind | LastFragment) : kind;
                BinaryPrimitives.WriteInt32LittleEndian(fragment.AsSpan(1), length);
                bytes.Span[..length].CopyTo(fragment.AsSpan(HeaderSize));
                await WriteAsync(fragment.AsMemory(0, HeaderSize + length), last);
                if (last)
                {
                    return;
                }

                bytes = bytes[length..];
                if (betweenFragments)
                {
                    _writing.Release();
                    await _writing.WaitAsync(CancellationToken.None);
                }
            }
        }
        finally
        {
            _writing.Release();
            ArrayPool<byte>.Shared.Return(fragment);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> fragment, bool flush)
    {
        if (_broken)
        {
            throw new IOException("the link is broken");
        }

        try
        {
            await stream.WriteAsync(fragment, _closed.Token);
            if (flush)
            {
                await stream.FlushAsync(_closed.Token);
            }
        }
        catch (Exception e)
        {
            // What the other end has is unknown now; nothing sent after it could be read.
            _broken = true;
            if (e is IOException)
            {
                throw;
            }

            throw new IOException("the link is closed", e);
        }
    }
}
