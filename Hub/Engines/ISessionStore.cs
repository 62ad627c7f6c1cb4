using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Engines;

/// <summary>Sessions under ids that the caller makes: for an engine on top of another one, which finds a session by its id.</summary>
internal interface ISessionStore : ISessions
{
    /// <summary>
    /// As <see cref="ISessions.OpenAsync"/>, under an id from <see cref="Sessions.SessionId.New"/>. A second call with
    /// the same id answers what the first one did.
    /// </summary>
    ValueTask<OpenedSession> OpenAsync(string sessionId, NewSession session, CancellationToken cancel);
}
