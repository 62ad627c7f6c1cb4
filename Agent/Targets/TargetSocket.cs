using System.Net.Sockets;

namespace Arthas.Agent.Targets;

internal static class TargetSocket
{
    /// <summary>Connects wherever the path leads, also where it is longer than the 107 bytes that a socket's address may have.</summary>
    public static async Task<Socket> ConnectAsync(string path, CancellationToken cancel)
    {
        using var directory = PinnedDirectory.Open(Path.GetDirectoryName(path)!, followLinks: true);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(directory.PathOf(Path.GetFileName(path))), cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
