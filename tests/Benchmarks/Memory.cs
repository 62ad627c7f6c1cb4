using System.Globalization;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks;

internal static class Memory
{
    /// <summary>Bytes of memory the process has in use.</summary>
    public static double Of(RunningProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
