using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Jobs;

/// <summary>A command line to be made a job.</summary>
internal sealed record JobOrder
{
    public required SessionState Session { get; init; }

    public required string? Line { get; init; }

    /// <summary>The request's <c>target</c>; null: the session's, or the default.</summary>
    public string? Target { get; init; }

    /// <summary>What whoever asks may do.</summary>
    public required Role Role { get; init; }

    /// <summary>How the results carry the target's values.</summary>
    public ValueForm Values { get; init; }

    public required TimeSpan TimeLimit { get; init; }

    /// <summary>An <c>exec</c>: a log of its own and no echo in the session's.</summary>
    public bool Private { get; init; }
}
