using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Silo.Sessions;

/// <summary>What an agent is to do for a job.</summary>
[GenerateSerializer, Immutable, Alias("arthas.run-order")]
public sealed record RunOrder
{
    /// <summary>The command line as tokenised by the hub, command name first.</summary>
    [Id(0)]
    public required string[] Words { get; init; }

    /// <summary>What whoever asked may do.</summary>
    [Id(1)]
    public Role Role { get; init; }

    /// <summary>When the process that is meant started.</summary>
    [Id(2)]
    public long? TargetStart { get; init; }

    /// <summary>How results carry the target's values.</summary>
    [Id(3)]
    public ValueForm Values { get; init; }

    /// <summary>What the text of its results goes through; null for results as they are.</summary>
    [Id(4)]
    public PipeLine? Pipe { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the request that this belongs to; null where nobody traces.</summary>
    [Id(5)]
    public string? Trace { get; init; }
}
