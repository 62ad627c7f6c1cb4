namespace Arthas.Silo.Index;

/// <summary>The list of all sessions, in parts, so that none of them is hot.</summary>
internal readonly struct SessionIndex(IGrainFactory grains)
{
    private const int Parts = 16;

    public ISessionIndexGrain Of(string session) => grains.GetGrain<ISessionIndexGrain>(Convert.ToInt32(session[..1], 16));

    /// <param name="targetId">Only those of this target; null for all.</param>
    public async Task<IReadOnlyList<IndexedSession>> ListAsync(string? targetId)
    {
        var factory = grains;
        var parts = await Task.WhenAll(Enumerable.Range(0, Parts).Select(part => factory.GetGrain<ISessionIndexGrain>(part).ListAsync(targetId)));
        return [.. parts.SelectMany(static part => part)];
    }
}
