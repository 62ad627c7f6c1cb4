namespace Arthas.Silo.Sessions;

public enum JobStatus
{
    /// <summary>Started, but nobody has said yet that it runs.</summary>
    Ready,

    /// <summary>Accepted by its agent, or by the hub.</summary>
    Running,

    /// <summary>Has its <c>status</c>.</summary>
    Terminated,
}
