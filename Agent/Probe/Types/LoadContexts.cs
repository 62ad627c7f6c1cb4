using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Arthas.Probe.Types;

/// <summary>The class loader of Arthas is the load context here, written <c>name@hash</c>.</summary>
internal static class LoadContexts
{
    /// <summary>Hexadecimal; stable as long as the process lives. Null for an assembly that no context knows.</summary>
    public static string? HashOf(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly) is { } context ? HashOf(context) : null;

    public static string HashOf(AssemblyLoadContext context) => RuntimeHelpers.GetHashCode(context).ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Null when there is none (any more).</summary>
    public static AssemblyLoadContext? WithHash(string hash) =>
        AssemblyLoadContext.All.FirstOrDefault(c => string.Equals(HashOf(c), hash, StringComparison.OrdinalIgnoreCase));

    public static string Describe(AssemblyLoadContext context) =>
        $"{(string.IsNullOrEmpty(context.Name) ? context.GetType().FullName : context.Name)}@{HashOf(context)}";
}
