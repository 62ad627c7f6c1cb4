namespace Arthas.Silo.Fleet;

/// <summary>Tells whether two have seen the same fleet.</summary>
/// <param name="Epoch">Of one activation of the fleet's grain.</param>
[GenerateSerializer, Immutable, Alias("arthas.fleet-version")]
internal readonly record struct FleetVersion([property: Id(0)] Guid Epoch, [property: Id(1)] long Number);
