using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes.Filters;

internal static class TeeOptions
{
    public static Argument<string?> File { get; } = new("file", "Name of a file in the output folder");

    public static Flag Append { get; } = new("append", "a", "Append to file");

    public static IReadOnlyList<IOption> All { get; } = [Append];

    public static IReadOnlyList<IArgument> Arguments { get; } = [File];
}
