using System.Runtime.CompilerServices;

namespace Arthas.Probe.Weaving;

/// <summary>The addresses of <see cref="Hooks"/> that woven bodies call.</summary>
internal static unsafe class HookPointers
{
    static HookPointers()
    {
        // Compiled now, and not by the first call of a woven method.
        RuntimeHelpers.RunClassConstructor(typeof(Hooks).TypeHandle);
        foreach (var hook in typeof(Hooks).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
        {
            RuntimeHelpers.PrepareMethod(hook.MethodHandle);
        }
    }

    public static nint Enter { get; } = (nint)(delegate*<int, object?, object?[]?, ref long, object?>)&Hooks.Enter;

    public static nint Wanted { get; } = (nint)(delegate*<int, long, long, long, object?, object?, double, double, bool>)&Hooks.Wanted;

    public static nint Return { get; } = (nint)(delegate*<int, object, object?, object?, object?[]?, object?[]?, long, void>)&Hooks.Return;

    public static nint Throw { get; } = (nint)(delegate*<int, object, object?, object?, object?[]?, object?[]?, long, void>)&Hooks.Throw;
}
