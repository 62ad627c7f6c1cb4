namespace Arthas.Silo.Sessions;

/// <param name="LastBatch">The last one that is in, or was counted when it came late. Null: there is no such job (any more).</param>
/// <param name="Ended">The job is over: it is to be stopped.</param>
[GenerateSerializer, Immutable, Alias("arthas.resumed-job")]
internal readonly record struct ResumedJob([property: Id(0)] int JobId, [property: Id(1)] long? LastBatch, [property: Id(2)] bool Ended);
