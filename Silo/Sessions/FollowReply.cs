using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.follow-reply")]
internal sealed record FollowReply
{
    /// <summary>Of a node that has everything already.</summary>
    public static FollowReply Same { get; } = new() { IsSame = true };

    public static FollowReply SameAndNear { get; } = new() { IsSame = true, IsNear = true };

    /// <summary>Nothing has changed, and no more is said here.</summary>
    [Id(6)]
    public bool IsSame { get; init; }

    /// <summary>Null when there is no such session.</summary>
    [Id(0)]
    public SessionState? Session { get; init; }

    /// <summary>The seq of the first of <see cref="Results"/>: behind what the node has, there may be a gap.</summary>
    [Id(1)]
    public long FromSeq { get; init; } = 1;

    /// <summary>The newest results, as many as one pull takes, and none that the node has.</summary>
    [Id(2)]
    public ResultBytes Results { get; init; }

    [Id(3)]
    public int ConsumersVersion { get; init; }

    /// <summary>Each with its preamble; null when the node knows them.</summary>
    [Id(4)]
    public Dictionary<string, Preamble?>? Consumers { get; init; }

    /// <summary>Of a session that was opened by this call.</summary>
    [Id(5)]
    public string? FirstConsumer { get; init; }

    /// <summary>The session is in the silo of the node: what it tells does not get lost on the way.</summary>
    [Id(7)]
    public bool IsNear { get; init; }
}
