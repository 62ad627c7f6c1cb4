namespace Arthas.Hub.Sessions;

/// <summary>Wakes everybody who waits at this moment. One allocation for all of them, none when nobody waits.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource? _next;

    /// <summary>To be asked for while the state that is waited for cannot change; completes at the next beat.</summary>
    public Task Next => (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Beat()
    {
        var waiting = _next;
        _next = null;
        waiting?.TrySetResult();
    }
}
