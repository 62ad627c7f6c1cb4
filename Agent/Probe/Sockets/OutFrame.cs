using Arthas.Contracts.Probes;

namespace Arthas.Probe.Sockets;

/// <summary>A frame ready for the socket: its bytes are those of a rented buffer, or of its own.</summary>
internal readonly struct OutFrame
{
    private readonly ResultBuffer? _rented;
    private readonly ProbeFrame _frame;

    public OutFrame(ResultBuffer rented) => _rented = rented;

    public OutFrame(ProbeFrame frame) => _frame = frame;

    public int Length => _rented?.Length ?? ProbeFrame.HeaderSize + _frame.Payload.Length;

    /// <summary>Writes it and gives the buffer back.</summary>
    public void Send(Stream stream)
    {
        if (_rented is null)
        {
            FrameStream.Write(stream, _frame);
            return;
        }

        stream.Write(_rented.Frame);
        _rented.Return();
    }
}
