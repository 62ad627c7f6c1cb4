namespace Arthas.Silo.Sessions;

/// <param name="JobId">Its number; 0 when none was started.</param>
[GenerateSerializer, Immutable, Alias("arthas.started-job")]
public sealed record StartedJob([property: Id(0)] StartOutcome Outcome, [property: Id(1)] int JobId = 0);
