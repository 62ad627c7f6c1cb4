using Arthas.Silo.Wire;

namespace Arthas.Silo.Nodes;

/// <param name="FromSeq">The seq of the first of the results.</param>
/// <param name="Closed">The session is over.</param>
[GenerateSerializer, Immutable, Alias("arthas.session-news")]
internal sealed record SessionNews(
    [property: Id(0)] string SessionId, [property: Id(1)] long FromSeq, [property: Id(2)] ResultBytes Results, [property: Id(3)] bool Closed = false);
