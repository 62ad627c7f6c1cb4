namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.new-job")]
public sealed record NewJob
{
    /// <summary>Random: the same job asked for again (an answer that got lost) is one job.</summary>
    [Id(0)]
    public required Guid Request { get; init; }

    /// <summary>The command line as others may read it.</summary>
    [Id(1)]
    public required string Command { get; init; }

    [Id(2)]
    public string? TargetId { get; init; }

    /// <summary>The agent that runs it. Null: the hub runs it itself, and nobody needs to accept it.</summary>
    [Id(3)]
    public string? Agent { get; init; }

    /// <summary>
    /// From now; when it has passed the job ends. Whoever waits for the job with a limit of its own (an <c>exec</c>) gives
    /// a few seconds more here: this limit is for the case that the waiter died.
    /// </summary>
    [Id(4)]
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>An <c>exec</c>: results go to a log of the job's own; the session sees only the input status change.</summary>
    [Id(5)]
    public bool Private { get; init; }

    /// <summary>Neither needs nor takes the slot: it starts beside whatever runs.</summary>
    [Id(6)]
    public bool Background { get; init; }

    /// <summary>Refused when so many jobs in the background run in the session for agents already. Default: any number.</summary>
    [Id(7)]
    public int BackgroundLimit { get; init; } = int.MaxValue;

    /// <summary>For its agent; null without one.</summary>
    [Id(8)]
    public RunOrder? Run { get; init; }

    /// <summary>What the history of the whole server is to keep of it; null for nothing.</summary>
    [Id(9)]
    public string? HistoryLine { get; init; }

    /// <summary>Who asks, when the request says so.</summary>
    [Id(10)]
    public string? UserId { get; init; }
}
