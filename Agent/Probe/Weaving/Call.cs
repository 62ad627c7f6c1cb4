namespace Arthas.Probe.Weaving;

/// <summary>One call of a woven method, from its entry to its end; a local of the woven body holds it.</summary>
internal sealed class Call(WovenMethod method, Hearing[] hearings, object? target, object?[] arguments)
{
    public WovenMethod Method { get; } = method;

    public Hearing[] Hearings { get; } = hearings;

    public object? Target { get; } = target;

    public object?[] Arguments { get; } = arguments;

    /// <summary>What each listener wants to see again.</summary>
    public object?[] States { get; } = new object?[hearings.Length];

    /// <summary>Taken last at entry, so that the listeners' time is not the method's.</summary>
    public long Started { get; set; }

    /// <summary>The arguments with by-refs as they are now, in an array of their own: a listener may keep the first.</summary>
    public object?[] ArgumentsNow(object?[]? byRefs)
    {
        var indexes = Method.ByRefIndexes;
        if (byRefs is null || byRefs.Length != indexes.Length)
        {
            return Arguments;
        }

        var now = (object?[])Arguments.Clone();
        for (var i = 0; i < indexes.Length; i++)
        {
            now[indexes[i]] = byRefs[i];
        }

        return now;
    }
}
