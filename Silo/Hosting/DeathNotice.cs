namespace Arthas.Silo.Hosting;

/// <summary>
/// The others have declared this silo dead, because it stood still for longer than they wait: it ends, so that whoever
/// runs it starts it again. In place of Orleans' own handler, which crashes the process with a dump of its stack.
/// </summary>
internal sealed partial class DeathNotice(ClusterPresence presence, IHostApplicationLifetime lifetime, ILogger<DeathNotice> logger) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        var reason = exception?.Message ?? "the other silos found it dead: it had stood still for longer than Silo:Probe times Silo:Missed";
        Ends(exception, reason);
        presence.Failed(reason);
        lifetime.StopApplication();
    }

    [LoggerMessage(2023, LogLevel.Critical, "This silo is out of the cluster and its process ends: {Reason}. Run it under something that starts it again.")]
    private partial void Ends(Exception? exception, string reason);
}
