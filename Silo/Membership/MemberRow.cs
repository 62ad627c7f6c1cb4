namespace Arthas.Silo.Membership;

/// <summary>What a silo's row in the members' table says, as JSON.</summary>
internal sealed record MemberRow
{
    public required string Silo { get; init; }
    public required int Status { get; init; }
    public int ProxyPort { get; init; }
    public string HostName { get; init; } = "";
    public string SiloName { get; init; } = "";
    public DateTime Started { get; init; }

    /// <summary>Who took it for dead, and when.</summary>
    public IReadOnlyList<Suspicion> Suspicions { get; init; } = [];

    public sealed record Suspicion(string By, DateTime When);

    public static MemberRow Of(MembershipEntry entry) => new()
    {
        Silo = entry.SiloAddress.ToParsableString(),
        Status = (int)entry.Status,
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName ?? "",
        SiloName = entry.SiloName ?? "",
        Started = entry.StartTime,
        Suspicions = [.. (entry.SuspectTimes ?? []).Select(s => new Suspicion(s.Item1.ToParsableString(), s.Item2))],
    };

    public MembershipEntry ToEntry(long alive) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(Silo),
        Status = (SiloStatus)Status,
        ProxyPort = ProxyPort,
        HostName = HostName,
        SiloName = SiloName,
        StartTime = Started,
        IAmAliveTime = DateTimeOffset.FromUnixTimeMilliseconds(alive).UtcDateTime,
        SuspectTimes = [.. Suspicions.Select(s => Tuple.Create(SiloAddress.FromParsableString(s.By), s.When))],
    };
}
