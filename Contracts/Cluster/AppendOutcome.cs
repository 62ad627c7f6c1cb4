namespace Arthas.Contracts.Cluster;

public enum AppendOutcome
{
    Accepted,

    /// <summary>This batch is in already: acknowledge it.</summary>
    Duplicate,

    /// <summary>A batch before this one is missing: send from <see cref="Appended.Expected"/>.</summary>
    Gap,

    /// <summary>The job has ended: acknowledge, stop the job. The results are counted and dropped.</summary>
    Ended,

    /// <summary>There is no such job (any more): acknowledge, stop the job.</summary>
    Unknown,
}
