namespace Arthas.Contracts.Cluster;

public enum DueKind
{
    /// <summary>The job ran past its time limit: end it and tell its agent.</summary>
    Deadline,

    /// <summary>No agent took the job within its lease: end it.</summary>
    NotAccepted,

    /// <summary>Every consumer is about to lose unread results and none has pulled for a minute: interrupt the job.</summary>
    Unheard,

    /// <summary>The session was idle too long and is gone: stop <see cref="Due.Job"/> if there is one.</summary>
    SessionExpired,
}
