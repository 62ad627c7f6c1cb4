using System.ComponentModel.DataAnnotations;

namespace Arthas.Silo.Sessions;

/// <summary>Section <c>Hub</c>: how much a log keeps, and how much of it one pull takes.</summary>
public sealed class LogOptions
{
    public const string Section = "Hub";

    /// <summary>Bytes of all logs of this store; beyond it the largest log is trimmed first. Default 1 GiB. Less loses results earlier, more costs memory.</summary>
    [Range(1024, long.MaxValue)]
    public long LogBytes { get; set; } = 1L << 30;

    /// <summary>Bytes of one log. Default 64 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long SessionLogBytes { get; set; } = 64L << 20;

    /// <summary>Results of one log. Default 10,000.</summary>
    [Range(100, 10_000_000)]
    public int SessionLogResults { get; set; } = 10_000;

    /// <summary>Results that one pull answers at most. Default 1,000.</summary>
    [Range(100, 1_000_000)]
    public int PullResults { get; set; } = 1_000;

    /// <summary>Bytes that one pull answers, unless its first result alone is larger. Default 1 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int PullBytes { get; set; } = 1 << 20;

    /// <summary>How long a parked pull waits for more after its first result. Default 3 ms. More gives fewer, fuller answers.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan PullBatching { get; set; } = TimeSpan.FromMilliseconds(3);
}
