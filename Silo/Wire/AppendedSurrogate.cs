using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.appended")]
internal readonly record struct AppendedSurrogate([property: Id(0)] AppendOutcome Outcome, [property: Id(1)] long Expected);

[RegisterConverter]
internal sealed class AppendedConverter : IConverter<Appended, AppendedSurrogate>
{
    public Appended ConvertFromSurrogate(in AppendedSurrogate surrogate) => new(surrogate.Outcome, surrogate.Expected);

    public AppendedSurrogate ConvertToSurrogate(in Appended value) => new(value.Outcome, value.Expected);
}
