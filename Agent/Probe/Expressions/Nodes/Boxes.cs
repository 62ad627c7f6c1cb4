namespace Arthas.Probe.Expressions.Nodes;

/// <summary>Boxed once: conditions run on hot paths.</summary>
internal static class Boxes
{
    public static readonly object True = true;
    public static readonly object False = false;

    public static object Of(bool value) => value ? True : False;
}
