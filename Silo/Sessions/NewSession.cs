using Arthas.Contracts.CommandLine;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.new-session")]
public sealed partial record NewSession
{
    [Id(0)]
    public string? UserId { get; init; }

    /// <summary>The target this session is bound to; null when only the hub itself will be asked.</summary>
    [Id(1)]
    public string? TargetId { get; init; }

    /// <summary>When that process started (<see cref="Contracts.Cluster.TargetRecord.StartTime"/>): the session is not of another one that gets its pid.</summary>
    [Id(2)]
    public long? TargetStart { get; init; }

    /// <summary>How results of its commands carry the target's values.</summary>
    [Id(3)]
    public ValueForm Values { get; init; }

    /// <summary>What the log starts with: message and welcome. ALLOW_INPUT comes after it.</summary>
    [Id(4)]
    public ResultBytes Greeting { get; init; }
}
