using System.Net.Sockets;
using System.Text;

namespace Arthas.Benchmarks.Http;

/// <summary>
/// One kept-alive HTTP/1.1 connection that sends ready-made bytes: the client should cost little beside what it measures.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[4096];

    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public static byte[] Post(Uri address, string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends and reads the whole answer.</summary>
    /// <returns>Its body; valid until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var (length, body, total) = (0, 0, 0);
        while (total == 0 || length < total)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, length * 2);
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length += read > 0 ? read : throw new IOException("The server closed the connection.");
            if (total == 0)
            {
                (body, total) = Measure(_buffer.AsSpan(0, length));
            }
        }

        return _buffer.AsMemory(body, total - body);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Where the body begins and ends; zeros while the head is not there yet.</summary>
    private static (int Body, int Total) Measure(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4)
        {
            return default;
        }

        var head = answer[..body];
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException($"The server answered: {Encoding.UTF8.GetString(head)}");
        }

        var length = head[(head.IndexOf("Content-Length: "u8) + 16)..];
        return (body, body + int.Parse(length[..length.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture));
    }
}
