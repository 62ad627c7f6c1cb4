using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class EchoOptions
{
    public static Argument<string?> Message { get; } = new("message", "message");

    public static IReadOnlyList<IArgument> Arguments { get; } = [Message];
}
