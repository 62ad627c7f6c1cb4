using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Help;

internal static class HelpOptions
{
    public static Argument<string?> Command { get; } = new("cmd", "command name");

    public static IReadOnlyList<IArgument> Arguments { get; } = [Command];
}
