using System.Net;
using System.Net.Sockets;

namespace Arthas.EndToEnd.Running;

/// <summary>Ports outside of the range that the system gives to outgoing connections: nobody takes one by accident meanwhile.</summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
