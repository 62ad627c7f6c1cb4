namespace Arthas.Contracts.Links;

/// <summary>How one end of a link tells that the other is there. Each end has its own, which must suit the other's.</summary>
/// <param name="Heartbeat">It sends something at least this often.</param>
/// <param name="Silence">It takes the link for dead when nothing came for so long.</param>
public sealed record LinkTimes(TimeSpan Heartbeat, TimeSpan Silence)
{
    public static LinkTimes Default { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    /// <summary>One that comes late is no death: an end that listens so long hears at least one of two.</summary>
    /// <param name="heartbeat">Of the other end.</param>
    public static bool Suits(TimeSpan heartbeat, TimeSpan silence) => 2 * heartbeat <= silence;
}
