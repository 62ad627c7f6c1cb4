using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.argument-spec")]
internal readonly record struct ArgumentSpecSurrogate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description,
    [property: Id(2)] ValueKind Kind,
    [property: Id(3)] bool Required,
    [property: Id(4)] bool Multiple);

[RegisterConverter]
internal sealed class ArgumentSpecConverter : IConverter<ArgumentSpec, ArgumentSpecSurrogate>
{
    public ArgumentSpec ConvertFromSurrogate(in ArgumentSpecSurrogate surrogate) => new()
    {
        Name = surrogate.Name,
        Description = surrogate.Description,
        Kind = surrogate.Kind,
        Required = surrogate.Required,
        Multiple = surrogate.Multiple,
    };

    public ArgumentSpecSurrogate ConvertToSurrogate(in ArgumentSpec value) =>
        new(value.Name, value.Description, value.Kind, value.Required, value.Multiple);
}
