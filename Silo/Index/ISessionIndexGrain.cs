namespace Arthas.Silo.Index;

/// <summary>A part of the list of all sessions, by the first digit of their ids.</summary>
[Alias("arthas.session-index")]
internal interface ISessionIndexGrain : IGrainWithIntegerKey
{
    /// <summary>Also said again now and then by a session that lives on.</summary>
    [Alias("opened")]
    Task OpenedAsync(IndexedSession session);

    [Alias("closed")]
    Task ClosedAsync(string session);

    /// <param name="targetId">Only those of this target; null for all.</param>
    [Alias("list")]
    Task<IndexedSession[]> ListAsync(string? targetId);
}
