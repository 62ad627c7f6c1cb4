namespace Arthas.Probe.Listening;

internal enum CallPoint
{
    Enter,
    Return,
    Throw,
}

internal static class CallPoints
{
    /// <summary>As results name them.</summary>
    public static string Name(this CallPoint point) => point switch
    {
        CallPoint.Enter => "AtEnter",
        CallPoint.Return => "AtExit",
        _ => "AtExceptionExit",
    };
}
