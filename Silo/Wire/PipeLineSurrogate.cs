using Arthas.Contracts.Pipes;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.pipe-line")]
internal readonly record struct PipeLineSurrogate(
    [property: Id(0)] string[][] Filters, [property: Id(1)] string? Output, [property: Id(2)] bool Append);

[RegisterConverter]
internal sealed class PipeLineConverter : IConverter<PipeLine, PipeLineSurrogate>
{
    public PipeLine ConvertFromSurrogate(in PipeLineSurrogate surrogate) =>
        new() { Filters = surrogate.Filters, Output = surrogate.Output, Append = surrogate.Append };

    public PipeLineSurrogate ConvertToSurrogate(in PipeLine value) =>
        new([.. value.Filters.Select(words => words.ToArray())], value.Output, value.Append);
}
