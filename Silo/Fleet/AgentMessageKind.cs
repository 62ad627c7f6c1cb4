namespace Arthas.Silo.Fleet;

internal enum AgentMessageKind
{
    Run,

    /// <summary>Ends the job as Ctrl-C would: with a status.</summary>
    Interrupt,

    /// <summary>The job has ended for the cluster: revert and forget it.</summary>
    Stop,
}
