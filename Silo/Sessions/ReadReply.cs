using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <param name="FromSeq">The seq of the first of the results: later than asked for when what was asked for is gone.</param>
[GenerateSerializer, Immutable, Alias("arthas.read-reply")]
internal sealed record ReadReply([property: Id(0)] bool Found, [property: Id(1)] long FromSeq, [property: Id(2)] ResultBytes Results);
