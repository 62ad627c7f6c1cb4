using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>What has gathered of one job's results on its agent's link: one batch or several in a row.</summary>
[GenerateSerializer, Immutable, Alias("arthas.job-batch")]
public sealed record JobBatch
{
    [Id(0)]
    public required int JobId { get; init; }

    /// <summary>Who sends it: another agent's job is none of its business.</summary>
    [Id(1)]
    public required string Agent { get; init; }

    /// <summary>The number of the first of <see cref="Parts"/>; batches count from 1.</summary>
    [Id(2)]
    public required long First { get; init; }

    [Id(3)]
    public required ResultBytes[] Parts { get; init; }

    /// <summary>The last part ends the job: its last result is the <c>status</c>.</summary>
    [Id(4)]
    public bool Last { get; init; }
}
