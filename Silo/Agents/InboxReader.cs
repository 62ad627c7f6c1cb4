namespace Arthas.Silo.Agents;

/// <summary>A node's end of <see cref="IInboxObserver"/>, for one wait.</summary>
internal sealed class InboxReader : IInboxObserver
{
    /// <summary>A reader that died is forgotten after this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>How often a living one asks again: also what a call to a dead silo, or a lost one, costs at most.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>To be asked for before reading; completes at the next change.</summary>
    public Task Next
    {
        get
        {
            if (_changed.Task.IsCompleted)
            {
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _changed.Task;
        }
    }

    public Task ChangedAsync()
    {
        _changed.TrySetResult();
        return Task.CompletedTask;
    }
}
