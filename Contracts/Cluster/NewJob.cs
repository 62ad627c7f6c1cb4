namespace Arthas.Contracts.Cluster;

public sealed record NewJob
{
    public required JobKey Key { get; init; }
    public required string Command { get; init; }
    public string? TargetId { get; init; }

    /// <summary>The agent it will be posted to. Null: the hub runs it itself, and nobody needs to accept it.</summary>
    public string? Agent { get; init; }

    /// <summary>
    /// From now; when it has passed the job is due (<see cref="DueKind.Deadline"/>). Whoever waits for the job with a
    /// limit of its own (an <c>exec</c>) gives a few seconds more here: this limit is for the case that the waiter died.
    /// </summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>An <c>exec</c>: results go to a log of the job's own; the session sees only the input status change.</summary>
    public bool Private { get; init; }

    /// <summary>Neither needs nor takes the slot: it starts beside whatever runs.</summary>
    public bool Background { get; init; }

    /// <summary>Refused when so many jobs in the background run in the session for agents already. Default: any number.</summary>
    public int BackgroundLimit { get; init; } = int.MaxValue;

    /// <summary>Put into the session's log first: the <c>command</c> result of an <c>async_exec</c>.</summary>
    public Result? Echo { get; init; }
}
