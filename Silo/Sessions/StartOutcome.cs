namespace Arthas.Silo.Sessions;

public enum StartOutcome
{
    /// <summary>Also for a job that has been started before by the same request: a call may be repeated.</summary>
    Started,

    /// <summary>The session has a foreground job.</summary>
    Busy,

    NoSession,

    /// <summary>The session has as many jobs in the background as <see cref="NewJob.BackgroundLimit"/> allows.</summary>
    TooMany,
}
