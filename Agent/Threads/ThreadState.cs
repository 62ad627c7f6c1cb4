namespace Arthas.Agent.Threads;

/// <summary>The states of Arthas's threads, spelled as in its results.</summary>
internal enum ThreadState
{
    NEW,
    RUNNABLE,
    BLOCKED,
    WAITING,
    TIMED_WAITING,
    TERMINATED,
}
