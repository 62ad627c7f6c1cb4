using Arthas.Contracts.CommandLine;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Jobs;

/// <summary>A command line to be made a job.</summary>
internal sealed record JobOrder
{
    /// <summary>As far as it does not change: whether it has a free slot, it says itself.</summary>
    public required SessionState Session { get; init; }

    public required string? Line { get; init; }

    /// <summary>The request's <c>target</c>; null: the session's, or the default.</summary>
    public string? Target { get; init; }

    /// <summary>Who asks, when the request says so.</summary>
    public string? UserId { get; init; }

    /// <summary>What whoever asks may do.</summary>
    public required Role Role { get; init; }

    /// <summary>How the results carry the target's values.</summary>
    public ValueForm Values { get; init; }

    public required TimeSpan TimeLimit { get; init; }

    /// <summary>An <c>exec</c>: it is waited for, with a log of its own and no echo in the session's.</summary>
    public bool Private { get; init; }
}
