namespace Arthas.Silo.Index;

/// <param name="Session">A session that is there; null when one is gone.</param>
/// <param name="Gone">The session that is gone.</param>
[GenerateSerializer, Immutable, Alias("arthas.index-change")]
internal sealed record IndexChange(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] IndexedSession? Session, [property: Id(2)] string? Gone);
