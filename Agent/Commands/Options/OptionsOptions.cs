using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class OptionsOptions
{
    public static Argument<string?> Name { get; } = new("options-name", "Option name");

    public static Argument<string?> Value { get; } = new("options-value", "Option value");

    public static IReadOnlyList<IArgument> Arguments { get; } = [Name, Value];
}
