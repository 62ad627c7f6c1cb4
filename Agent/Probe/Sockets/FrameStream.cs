using Arthas.Contracts.Probes;

namespace Arthas.Probe.Sockets;

/// <summary>Frames over a blocking stream.</summary>
internal static class FrameStream
{
    public static void Write(Stream stream, ProbeFrame frame)
    {
        Span<byte> header = stackalloc byte[ProbeFrame.HeaderSize];
        frame.WriteHeader(header);
        stream.Write(header);
        stream.Write(frame.Payload.Span);
    }

    /// <exception cref="EndOfStreamException">The other end closed.</exception>
    public static (ProbeFrameKind Kind, int Job, byte[] Payload) Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[ProbeFrame.HeaderSize];
        stream.ReadExactly(header);
        var (kind, job, length) = ProbeFrame.ReadHeader(header);
        var payload = new byte[length];
        stream.ReadExactly(payload);
        return (kind, job, payload);
    }
}
