using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

/// <summary>
/// Tells the runtime's own assemblies from the application's by their signing keys. Only code of the former is ever
/// run while a value is written: the application's could block, throw, or change something.
/// </summary>
internal static class Framework
{
    // CoreLib; System.* (three keys over the years).
    private static readonly string[] Keys = ["7CEC85D7BEA7798E", "B03F5F7F11D50A3A", "B77A5C561934E089", "CC7B13FFCD2DDD51"];

    private static readonly ConditionalWeakTable<Assembly, object> Known = new();
    private static readonly object Yes = new(), No = new();

    public static bool Owns(Assembly assembly) =>
        ReferenceEquals(Known.GetValue(assembly, static a => Test(a) ? Yes : No), Yes);

    public static bool Owns(Type type) => Owns(type.Assembly);

    /// <summary>Of a reference: the token, or the whole key.</summary>
    public static bool HasKey(ReadOnlySpan<byte> token) => token.Length == 8 && Array.IndexOf(Keys, Convert.ToHexString(token)) >= 0;

    private static bool Test(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly.IsCollectible)
        {
            return false;
        }

        if (assembly == typeof(object).Assembly || assembly == typeof(Framework).Assembly)
        {
            return true;
        }

        var token = assembly.GetName().GetPublicKeyToken();
        return token is { Length: 8 } && Array.IndexOf(Keys, Convert.ToHexString(token)) >= 0;
    }
}
