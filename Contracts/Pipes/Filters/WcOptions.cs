using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes.Filters;

internal static class WcOptions
{
    public static Flag Lines { get; } = new("lines", "l", "Print the newline count");

    public static IReadOnlyList<IOption> All { get; } = [Lines];
}
