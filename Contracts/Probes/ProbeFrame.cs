using System.Buffers.Binary;

namespace Arthas.Contracts.Probes;

public enum ProbeFrameKind : byte
{
    /// <summary>Agent to probe, first: <see cref="ProbeHello"/>.</summary>
    Hello = 1,

    /// <summary>Probe to agent: <see cref="ProbeWelcome"/>.</summary>
    Welcome = 2,

    /// <summary>Agent to probe: <see cref="ProbeRun"/>.</summary>
    Run = 3,

    /// <summary>Agent to probe: end this job with status 0. No payload.</summary>
    Interrupt = 4,

    /// <summary>Agent to probe, each second. No payload.</summary>
    Ping = 5,

    /// <summary>Probe to agent, at once. No payload.</summary>
    Pong = 6,

    /// <summary>Probe to agent: <see cref="ProbeResult"/>.</summary>
    Result = 7,

    /// <summary>Probe to agent: <see cref="ProbeEnd"/>. Nothing of this job comes after it.</summary>
    End = 8,

    /// <summary>Agent to probe: end every job, revert every method, close the socket. No payload.</summary>
    Detach = 9,
}

/// <summary>
/// What travels between agent and probe: <c>length i32 of the payload, kind u8, job i32, payload</c>, little-endian.
/// The job's number is the agent's, one per connection; 0 where there is none.
/// </summary>
public readonly record struct ProbeFrame(ProbeFrameKind Kind, int Job, ReadOnlyMemory<byte> Payload)
{
    public const int HeaderSize = 9;

    /// <summary>More than any result may have.</summary>
    public const int LargestPayload = 64 * 1024 * 1024;

    public void WriteHeader(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, Payload.Length);
        header[4] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[5..], Job);
    }

    /// <exception cref="InvalidDataException">No frame begins so.</exception>
    public static (ProbeFrameKind Kind, int Job, int Length) ReadHeader(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        var kind = (ProbeFrameKind)header[4];
        if (length is < 0 or > LargestPayload || kind is < ProbeFrameKind.Hello or > ProbeFrameKind.Detach)
        {
            throw new InvalidDataException($"no frame of a probe: kind {header[4]}, {length} bytes");
        }

        return (kind, BinaryPrimitives.ReadInt32LittleEndian(header[5..]), length);
    }
}
