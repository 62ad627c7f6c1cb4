namespace Arthas.Silo.Hosting;

/// <summary>What this process is to the cluster: not in it yet, in it, or out of it for good.</summary>
internal sealed class ClusterPresence
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _notYet;
    private volatile string? _failure;

    /// <summary>Why it is not in the cluster yet, in words for a user; null when it is.</summary>
    public string? NotYet => _notYet;

    /// <summary>Why this process ends before it was told to; null while it does not.</summary>
    public string? Failure => _failure;

    /// <summary>Completes when it has joined.</summary>
    public Task Joined => _joined.Task;

    public void Starts(string notYet) => _notYet = notYet;

    public void Started()
    {
        _notYet = null;
        _joined.TrySetResult();
    }

    public void Failed(string reason) => _failure = reason;
}
