using System.Net;
using System.Net.Sockets;

namespace Arthas.Silo.Tests.Processes;

internal static class FreePorts
{
    /// <summary>Ports that were free a moment ago, and are all different.</summary>
    public static int[] Take(int count)
    {
        var taken = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in taken)
        {
            listener.Start();
        }

        var ports = taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in taken)
        {
            listener.Dispose();
        }

        return ports;
    }
}
