namespace Arthas.Silo.Fleet;

[GenerateSerializer, Immutable, Alias("arthas.fleet-snapshot")]
internal sealed record FleetSnapshot([property: Id(0)] FleetVersion Version, [property: Id(1)] AgentListing[] Agents);
