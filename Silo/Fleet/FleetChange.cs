namespace Arthas.Silo.Fleet;

/// <param name="Version">After the change.</param>
/// <param name="Agent">As it is now; null when one is gone.</param>
/// <param name="Gone">The agent that is gone.</param>
[GenerateSerializer, Immutable, Alias("arthas.fleet-change")]
internal sealed record FleetChange(
    [property: Id(0)] FleetVersion Version, [property: Id(1)] AgentListing? Agent, [property: Id(2)] string? Gone);
