namespace Arthas.Probe.Listening;

/// <summary>What becomes of one call.</summary>
internal enum Pass
{
    /// <summary>It is not looked at.</summary>
    Skip,
    Run,

    /// <summary>Run, and charge the time it took.</summary>
    Timed,
}
