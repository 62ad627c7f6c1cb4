using System.Reflection;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Getstatic;

/// <summary>The static fields that a type declares, by name; an auto-property's goes by the property's.</summary>
internal static class StaticFields
{
    public static IEnumerable<(string Name, FieldInfo Field)> Of(Type type, NamePattern pattern)
    {
        const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(Declared))
        {
            var name = FieldPlan.PropertyName(field.Name);
            if (pattern.Matches(name) || pattern.Matches(field.Name))
            {
                yield return (name, field);
            }
        }
    }
}
