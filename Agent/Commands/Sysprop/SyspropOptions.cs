using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class SyspropOptions
{
    public static Argument<string?> Name { get; } = new("property-name", "property name");

    public static Argument<string?> Value { get; } = new("property-value", "property value");

    public static IReadOnlyList<IArgument> Arguments { get; } = [Name, Value];
}
