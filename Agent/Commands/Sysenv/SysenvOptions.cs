using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class SysenvOptions
{
    public static Argument<string?> Name { get; } = new("env-name", "env name");

    public static IReadOnlyList<IArgument> Arguments { get; } = [Name];
}
