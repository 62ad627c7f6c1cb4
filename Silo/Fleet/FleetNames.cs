namespace Arthas.Silo.Fleet;

/// <summary>What the journal keeps of the fleet: the rest each agent's own grain knows.</summary>
[GenerateSerializer, Immutable, Alias("arthas.fleet-names")]
internal sealed record FleetNames([property: Id(0)] string[] Agents);
