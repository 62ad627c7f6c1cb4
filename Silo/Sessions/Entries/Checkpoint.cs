using Arthas.Silo.Journals;

namespace Arthas.Silo.Sessions.Entries;

/// <summary>
/// All of a session but what its logs hold, so that the entries before it are needed only as long as one of their results
/// is kept.
/// </summary>
[GenerateSerializer, Alias("arthas.entry.checkpoint")]
internal sealed record Checkpoint : SessionEntry, ICarriesEntries<SessionEntry>
{
    [Id(0)]
    public required KeptEntry Opened { get; init; }

    [Id(1)]
    public string? UserId { get; init; }

    [Id(2)]
    public int ConsumersEver { get; init; }

    [Id(3)]
    public Dictionary<string, Preamble?> Consumers { get; init; } = [];

    [Id(4)]
    public JobCheckpoint[] Jobs { get; init; } = [];

    [Id(5)]
    public int? Foreground { get; init; }

    [Id(6)]
    public int LastJobId { get; init; }

    /// <summary>The oldest result of the session's log that is kept.</summary>
    [Id(7)]
    public long FirstSeq { get; init; }

    [Id(8)]
    public long LastSeq { get; init; }

    public void Pack(Func<SessionEntry, byte[]> write)
    {
        foreach (var kept in Kept)
        {
            kept.Bytes ??= write(kept.Entry!);
        }
    }

    public void Unpack(Func<byte[], SessionEntry> read)
    {
        foreach (var kept in Kept)
        {
            kept.Entry = read(kept.Bytes!);
        }
    }

    private IEnumerable<KeptEntry> Kept => [Opened, .. Jobs.Select(job => job.Started)];
}
