namespace Arthas.Probe.Listening.Gates;

/// <summary>What plain arguments tell of a condition before the call.</summary>
internal enum Foresight
{
    /// <summary>It will be false, or at least not true, and nothing in it will fail.</summary>
    False,

    /// <summary>It will count as true, and nothing in it will fail.</summary>
    True,

    /// <summary>Only the whole evaluation tells.</summary>
    Unknown,
}

internal static class Foresights
{
    public static Foresight Of(bool truth) => truth ? Foresight.True : Foresight.False;
}
