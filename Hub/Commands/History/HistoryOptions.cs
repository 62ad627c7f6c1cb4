using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.History;

internal static class HistoryOptions
{
    /// <summary>Null for all lines.</summary>
    public static Argument<int?> Count { get; } = new("n", "how many history to show");

    public static Flag Clear { get; } = new("clear", "c", "clear history");

    public static IReadOnlyList<IOption> All { get; } = [Clear];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Count];
}
