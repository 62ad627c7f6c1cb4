using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.target")]
internal readonly record struct TargetSurrogate(
    [property: Id(0)] string Id,
    [property: Id(1)] string App,
    [property: Id(2)] string Host,
    [property: Id(3)] int Pid,
    [property: Id(4)] string Runtime,
    [property: Id(5)] string? Unavailable,
    [property: Id(6)] long? StartTime);

[RegisterConverter]
internal sealed class TargetConverter : IConverter<TargetRecord, TargetSurrogate>
{
    public TargetRecord ConvertFromSurrogate(in TargetSurrogate surrogate) => new(
        surrogate.Id, surrogate.App, surrogate.Host, surrogate.Pid, surrogate.Runtime, surrogate.Unavailable, surrogate.StartTime);

    public TargetSurrogate ConvertToSurrogate(in TargetRecord value) => new(
        value.Id, value.App, value.Host, value.Pid, value.Runtime, value.Unavailable, value.StartTime);
}
