namespace Arthas.Contracts.CommandLine;

/// <summary>Declared options and arguments as a command's specification carries them.</summary>
public static class ParameterSpecs
{
    public static IReadOnlyList<OptionSpec> ToSpecs(this IEnumerable<IOption> options) => [.. options.Select(ToSpec)];

    public static IReadOnlyList<ArgumentSpec> ToSpecs(this IEnumerable<IArgument> arguments) => [.. arguments.Select(ToSpec)];

    public static OptionSpec ToSpec(this IOption option) => new()
    {
        LongName = option.Name,
        ShortName = option.Letter,
        Kind = option.Kind,
        Multiple = option.Multiple,
        Description = option.Help,
    };

    public static ArgumentSpec ToSpec(this IArgument argument) => new()
    {
        Name = argument.Name,
        Kind = argument.Kind,
        Multiple = argument.Multiple,
        Required = argument.Required,
        Description = argument.Help,
    };
}
