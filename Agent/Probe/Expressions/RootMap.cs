namespace Arthas.Probe.Expressions;

/// <summary>A root as a value, for an expression that asks for it whole (<c>#this</c>, <c>#root</c>): its names and what they stand for.</summary>
internal static class RootMap
{
    public static OrderedMap Of(IRoot root)
    {
        var map = new OrderedMap();
        foreach (var name in root.Names)
        {
            if (name.StartsWith('#') ? root.TryGetVariable(name[1..], out var value) : root.TryGet(name, out value))
            {
                map[name] = value;
            }
        }

        return map;
    }
}
