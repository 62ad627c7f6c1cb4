using Arthas.Probe.Sockets;

namespace Arthas.Probe;

/// <summary>What the hook calls, on a thread of the runtime's: open the socket and return.</summary>
public static class Entry
{
    private static readonly object Gate = new();
    private static ProbeServer? s_server;

    /// <summary>Where this probe's files are, the native port's included. Empty before the first <see cref="Open"/>.</summary>
    public static string Folder { get; private set; } = "";

    /// <summary>Opens the socket, unless it is open. Called again after a detach, it opens it again.</summary>
    public static void Open(string folder)
    {
        lock (Gate)
        {
            Folder = folder;
            if (s_server is not { IsOpen: true })
            {
                s_server = ProbeServer.Open(folder);
            }
        }
    }
}
