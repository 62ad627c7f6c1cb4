using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>The addresses of <see cref="Hooks"/> and <see cref="SiteHooks"/> that woven bodies call.</summary>
internal static unsafe class HookPointers
{
    static HookPointers()
    {
        // Compiled now, and not by the first call of a woven method.
        foreach (var type in new[] { typeof(Hooks), typeof(SiteHooks) })
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            foreach (var hook in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            {
                RuntimeHelpers.PrepareMethod(hook.MethodHandle);
            }
        }
    }

    public static nint Enter { get; } = (nint)(delegate*<int, object?, object?[]?, ref long, object?>)&Hooks.Enter;

    public static nint Wanted { get; } = (nint)(delegate*<int, long, long, long, object?, object?, double, double, bool>)&Hooks.Wanted;

    public static nint Return { get; } = (nint)(delegate*<int, object, object?, object?, object?[]?, object?[]?, long, void>)&Hooks.Return;

    public static nint Awaitable { get; } = (nint)(delegate*<object, object, object>)&Hooks.Awaitable;

    public static nint Throw { get; } = (nint)(delegate*<int, object, object?, object?, object?[]?, object?[]?, long, void>)&Hooks.Throw;

    public static nint Calling { get; } = (nint)(delegate*<object?, int, void>)&SiteHooks.Calling;

    public static nint Called { get; } = (nint)(delegate*<object?, int, void>)&SiteHooks.Called;

    public static nint Unwound { get; } = (nint)(delegate*<object?, int, void>)&SiteHooks.Unwound;

    public static nint Suspending { get; } = (nint)(delegate*<object?, object?, void>)&SiteHooks.Suspending;

    public static nint Suspended { get; } = (nint)(delegate*<object?, object?, void>)&SiteHooks.Suspended;

    public static nint Completing { get; } = (nint)(delegate*<object?, object?, void>)&SiteHooks.Completing;

    public static nint Passing { get; } = (nint)(delegate*<object?, int, object?, object?[]?, object?[]?, void>)&SiteHooks.Passing;
}
