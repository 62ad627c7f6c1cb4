using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Diagnostics;

/// <summary>
/// The runtime's diagnostics socket of one process. Spoken here rather than by a package, because each call must end in
/// time even if the process is stopped, and must reach the very socket that was found, in whatever container.
/// Every member throws <see cref="DiagnosticsException"/> for a refusal, <see cref="IOException"/> or
/// <see cref="SocketException"/> where nobody answers, <see cref="TimeoutException"/> where it takes too long.
/// </summary>
internal sealed class DiagnosticsPort(string socketPath, TimeProvider time)
{
    private const int HeaderSize = 20;
    private const byte ProfilerSet = 0x03;
    private const byte ProcessSet = 0x04;
    private static readonly byte[] Magic = [.. "DOTNET_IPC_V1\0"u8];

    public async Task<RuntimeFacts> ReadFactsAsync(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            // .NET 8 and later: has the portable runtime identifier, which tells musl from glibc.
            return RuntimeFacts.Read(await SendAsync(ProcessSet, 0x08, default, limit, cancel), versioned: true);
        }
        catch (DiagnosticsException e) when (e.Code == DiagnosticsException.UnknownCommand)
        {
            return RuntimeFacts.Read(await SendAsync(ProcessSet, 0x04, default, limit, cancel), versioned: false);
        }
    }

    /// <summary>Runs <c>StartupHook.Initialize()</c> of the assembly at <paramref name="path"/>, as that process sees it, and answers when it returned.</summary>
    public async Task ApplyStartupHookAsync(string path, TimeSpan limit, CancellationToken cancel) =>
        await SendAsync(ProcessSet, 0x07, Text(path), limit, cancel);

    public async Task AttachProfilerAsync(Guid classId, string path, ReadOnlyMemory<byte> clientData, TimeSpan limit, CancellationToken cancel)
    {
        var payload = new MemoryStream();
        payload.Write(BitConverter.GetBytes((uint)limit.TotalMilliseconds));
        payload.Write(classId.ToByteArray());
        payload.Write(Text(path).Span);
        payload.Write(BitConverter.GetBytes(clientData.Length));
        payload.Write(clientData.Span);
        await SendAsync(ProfilerSet, 0x01, payload.ToArray(), limit, cancel);
    }

    /// <summary>UTF-16 with its length in characters, the closing NUL included.</summary>
    private static ReadOnlyMemory<byte> Text(string text)
    {
        var bytes = new byte[4 + ((text.Length + 1) * 2)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, text.Length + 1);
        Encoding.Unicode.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }

    private async Task<byte[]> SendAsync(byte set, byte command, ReadOnlyMemory<byte> payload, TimeSpan limit, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var socket = await TargetSocket.ConnectAsync(socketPath, either.Token);
            using var stream = new NetworkStream(socket);
            var request = new byte[HeaderSize + payload.Length];
            Magic.CopyTo(request, 0);
            BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(14), (ushort)request.Length);
            request[16] = set;
            request[17] = command;
            payload.CopyTo(request.AsMemory(HeaderSize));
            await stream.WriteAsync(request, either.Token);

            var header = new byte[HeaderSize];
            await stream.ReadExactlyAsync(header, either.Token);
            var reply = new byte[Math.Max(0, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14)) - HeaderSize)];
            await stream.ReadExactlyAsync(reply, either.Token);
            return header[17] == 0 ? reply : throw new DiagnosticsException(reply.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(reply) : -1);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"its runtime did not answer within {limit.TotalSeconds:0.#} s");
        }
    }
}
