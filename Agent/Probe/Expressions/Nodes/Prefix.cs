namespace Arthas.Probe.Expressions.Nodes;

/// <summary>The text of a chain up to one of its links, cut out only when a message needs it: a chain may have thousands.</summary>
internal readonly record struct Prefix(string Text, int Start, int End)
{
    private const int MaxShown = 80;

    /// <summary>Nothing stands before: the link begins its chain.</summary>
    public bool IsEmpty => Start == End;

    public override string ToString()
    {
        var whole = Text.AsSpan(Start, End - Start).TrimEnd();
        return whole.Length <= MaxShown ? whole.ToString() : $"…{whole[^MaxShown..]}";
    }
}
