using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

/// <summary>Names as users type and read them: <c>demo.Outer+Inner</c>, <c>System.Collections.Generic.List`1[System.Int32]</c>.</summary>
internal static class TypeNames
{
    // Weak, so that a name never keeps a collectible type alive.
    private static readonly ConditionalWeakTable<Type, string> Names = new();

    /// <summary>The full name with type arguments, but without the assemblies that <see cref="Type.FullName"/> adds to them.</summary>
    public static string Of(Type type) => Names.TryGetValue(type, out var name) ? name : Names.GetValue(type, static t => t.ToString());

    /// <summary>The name of the definition, which is what patterns match and results carry as <c>className</c>.</summary>
    public static string OfDefinition(Type? type)
    {
        if (type is null)
        {
            return "<Module>";
        }

        var definition = type is { IsGenericType: true, IsGenericTypeDefinition: false } ? type.GetGenericTypeDefinition() : type;
        return definition.FullName ?? definition.Name;
    }
}
