using System.Reflection;

namespace Arthas.Probe.Types;

/// <summary>The methods and constructors that a type declares itself, by their names in metadata.</summary>
internal static class MethodFinder
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<MethodBase> Find(Type type, NamePattern pattern)
    {
        try
        {
            return [.. Of(type).Where(m => pattern.Matches(m.Name))];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException)
        {
            // A signature names a type that is not there: such a type cannot have run either.
            return [];
        }
    }

    /// <summary>Has a body that can be woven: not abstract, not native. A static constructor runs once, before anybody looks.</summary>
    public static bool HasBody(MethodBase method) =>
        !method.IsAbstract
        && (method.Attributes & MethodAttributes.PinvokeImpl) == 0
        && (method.MethodImplementationFlags & (MethodImplAttributes.InternalCall | MethodImplAttributes.Runtime)) == 0;

    private static IEnumerable<MethodBase> Of(Type type) =>
        type.GetConstructors(Declared).Where(static c => !c.IsStatic).Concat<MethodBase>(type.GetMethods(Declared));
}
