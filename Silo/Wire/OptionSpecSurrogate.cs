using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.option-spec")]
internal readonly record struct OptionSpecSurrogate(
    [property: Id(0)] string LongName,
    [property: Id(1)] string? ShortName,
    [property: Id(2)] string Description,
    [property: Id(3)] ValueKind Kind,
    [property: Id(4)] bool Required,
    [property: Id(5)] bool Multiple,
    [property: Id(6)] string[] Choices);

[RegisterConverter]
internal sealed class OptionSpecConverter : IConverter<OptionSpec, OptionSpecSurrogate>
{
    public OptionSpec ConvertFromSurrogate(in OptionSpecSurrogate surrogate) => new()
    {
        LongName = surrogate.LongName,
        ShortName = surrogate.ShortName,
        Description = surrogate.Description,
        Kind = surrogate.Kind,
        Required = surrogate.Required,
        Multiple = surrogate.Multiple,
        Choices = surrogate.Choices,
    };

    public OptionSpecSurrogate ConvertToSurrogate(in OptionSpec value) => new(
        value.LongName, value.ShortName, value.Description, value.Kind, value.Required, value.Multiple, [.. value.Choices]);
}
