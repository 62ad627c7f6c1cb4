using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.command-spec")]
internal readonly record struct CommandSpecSurrogate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Summary,
    [property: Id(2)] string Description,
    [property: Id(3)] OptionSpec[] Options,
    [property: Id(4)] ArgumentSpec[] Arguments,
    [property: Id(5)] Role Role,
    [property: Id(6)] bool Hidden);

[RegisterConverter]
internal sealed class CommandSpecConverter : IConverter<CommandSpec, CommandSpecSurrogate>
{
    public CommandSpec ConvertFromSurrogate(in CommandSpecSurrogate surrogate) => new()
    {
        Name = surrogate.Name,
        Summary = surrogate.Summary,
        Description = surrogate.Description,
        Options = surrogate.Options,
        Arguments = surrogate.Arguments,
        Role = surrogate.Role,
        Hidden = surrogate.Hidden,
    };

    public CommandSpecSurrogate ConvertToSurrogate(in CommandSpec value) => new(
        value.Name, value.Summary, value.Description, [.. value.Options], [.. value.Arguments], value.Role, value.Hidden);
}
