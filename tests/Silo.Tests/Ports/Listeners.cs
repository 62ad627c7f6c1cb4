using System.Globalization;
using System.Net;

namespace Arthas.Silo.Tests.Ports;

/// <summary>Where a process listens, as its kernel knows it.</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    public static IReadOnlyList<int> PortsOf(int process)
    {
        var sockets = new HashSet<string>();
        foreach (var descriptor in Directory.EnumerateFiles($"/proc/{process}/fd"))
        {
            if (File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is { } target && target.StartsWith("socket:[", StringComparison.Ordinal))
            {
                sockets.Add(target["socket:[".Length..^1]);
            }
        }

        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        return [.. new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] == Listening && sockets.Contains(row[9]))
            .Select(static row => int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Order()];
    }
}
