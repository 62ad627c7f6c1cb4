using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Weaving;

/// <summary>ValueTasks over a source that may be awaited once, of async methods with a builder of their own choice.</summary>
internal static class PooledResults
{
    // Holds its types weakly, and so does not keep a collectible one.
    private static readonly ConditionalWeakTable<Type, MethodInvoker> Preservers = [];

    public static bool AreOf(MethodBase method) =>
        method is MethodInfo { ReturnType: var type } && IsValueTask(type) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false)
        && method.GetCustomAttributesData().Any(static a => a.AttributeType.FullName == typeof(AsyncMethodBuilderAttribute).FullName);

    /// <summary>One for the same outcome that may be awaited by many; the given one may not be used any more then.</summary>
    public static object Preserve(object valueTask) =>
        Preservers.GetValue(valueTask.GetType(), static type => MethodInvoker.Create(type.GetMethod(nameof(ValueTask.Preserve))!)).Invoke(valueTask)!;

    private static bool IsValueTask(Type type) =>
        type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));
}
