namespace Arthas.Silo;

public enum SiloRole
{
    /// <summary>HTTP API and silo in one process.</summary>
    Both,

    /// <summary>A silo only: no HTTP API but health.</summary>
    Silo,

    /// <summary>The HTTP API as a client of other processes' silos.</summary>
    Hub,
}
