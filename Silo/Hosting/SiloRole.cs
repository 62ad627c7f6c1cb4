namespace Arthas.Silo.Hosting;

public enum SiloRole
{
    /// <summary>HTTP API and silo in one process.</summary>
    Both,

    /// <summary>The HTTP API as a client of other processes' silos.</summary>
    Hub,
}
