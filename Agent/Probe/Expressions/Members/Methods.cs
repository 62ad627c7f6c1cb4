using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Expressions.Members;

/// <summary>All methods of a name: public or not, of base classes and interfaces too, each override once.</summary>
internal static class Methods
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<(string, bool, bool), MethodBase[]>> Found = [];

    /// <param name="isStatic">Static ones only; else both kinds.</param>
    /// <param name="anyCase">Whatever the case of the name's letters.</param>
    public static MethodBase[] Find(Type type, string name, bool isStatic, bool anyCase)
    {
        var methods = Found.GetValue(type, static _ => new ConcurrentDictionary<(string, bool, bool), MethodBase[]>());
        if (!methods.TryGetValue((name, isStatic, anyCase), out var found))
        {
            found = Collect(type, name, isStatic, anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
            methods[(name, isStatic, anyCase)] = found;
        }

        return found;
    }

    public static MethodBase[] Constructors(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);

    private static MethodBase[] Collect(Type type, string name, bool isStatic, StringComparison comparison)
    {
        var found = new List<MethodBase>();
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var method in t.GetMethods(Declared))
            {
                if ((method.IsStatic || !isStatic) && string.Equals(method.Name, name, comparison) && !found.Exists(f => SameParameters(f, method)))
                {
                    found.Add(method);
                }
            }
        }

        if (found.Count == 0 && !isStatic)
        {
            foreach (var contract in type.GetInterfaces())
            {
                foreach (var method in contract.GetMethods())
                {
                    if (!method.IsStatic && string.Equals(method.Name, name, comparison))
                    {
                        found.Add(method);
                    }
                }
            }
        }

        return [.. found];
    }

    private static bool SameParameters(MethodBase a, MethodBase b)
    {
        var (x, y) = (a.GetParameters(), b.GetParameters());
        if (x.Length != y.Length || a.IsGenericMethod != b.IsGenericMethod)
        {
            return false;
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (x[i].ParameterType != y[i].ParameterType)
            {
                return false;
            }
        }

        return true;
    }
}
