using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Tests;

/// <summary>A process that answers on a diagnostics socket as a runtime before .NET 8 does: the machine need not have one.</summary>
internal sealed class OldRuntime : IAsyncDisposable
{
    private const int HeaderSize = 20;

    private readonly RunningProcess _process = RunningProcess.Start("sleep", ["600"]);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;
    private readonly string? _version;

    /// <param name="version">Null for one that is older than the question.</param>
    public OldRuntime(string? version)
    {
        _version = version;
        _path = string.Create(CultureInfo.InvariantCulture, $"/tmp/dotnet-diagnostic-{_process.Id}-{ProcessFiles.StartTime(_process.Id)}-socket");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _ = AnswerAsync();
    }

    public int Id => _process.Id;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        File.Delete(_path);
        await _process.DisposeAsync();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptAsync();
                using var stream = new NetworkStream(socket);
                var request = new byte[HeaderSize];
                await stream.ReadExactlyAsync(request);
                var known = _version is not null && request is [.., 0x04, 0x04, _, _];
                await stream.WriteAsync(Frame(known ? (byte)0x00 : (byte)0xFF, known ? Facts() : BitConverter.GetBytes(0x80131385)));
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private byte[] Facts() =>
        [.. BitConverter.GetBytes((long)Id), .. new byte[16], .. Text("MathGame.dll"), .. Text("Linux"), .. Text("x64"), .. Text("MathGame"), .. Text(_version + "+abc")];

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length + 1), .. Encoding.Unicode.GetBytes(text + '\0')];

    private static byte[] Frame(byte outcome, byte[] payload)
    {
        var frame = new byte[HeaderSize + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(frame);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(14), (ushort)frame.Length);
        (frame[16], frame[17]) = (0xFF, outcome);
        payload.CopyTo(frame, HeaderSize);
        return frame;
    }
}
