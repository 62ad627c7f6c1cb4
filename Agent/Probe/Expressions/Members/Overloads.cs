using System.Reflection;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Chooses among methods of one name by what it costs to pass the arguments.</summary>
internal static class Overloads
{
    private const int CostOfExpanding = 5;
    private const int CostOfDefault = 2;

    /// <summary>Both null when none takes the arguments; <c>Rival</c> is set when two take them equally well.</summary>
    public static (Callable? Chosen, MethodBase? Rival) Choose(IReadOnlyList<MethodBase> candidates, object?[] arguments)
    {
        MethodBase? best = null;
        MethodBase? rival = null;
        var bestExpands = false;
        var bestCost = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (Generics.Close(candidate, arguments) is not { } method || !IsCallable(method))
            {
                continue;
            }

            var cost = Cost(method, arguments, expands: false);
            var expands = false;
            if (cost is null)
            {
                cost = Cost(method, arguments, expands: true);
                expands = true;
            }

            if (cost is not { } price || price > bestCost)
            {
                continue;
            }

            if (price == bestCost && best is not null && !IsBetter(method, best))
            {
                rival = IsBetter(best, method) ? rival : method;
                continue;
            }

            (best, bestExpands, bestCost, rival) = (method, expands, price, null);
        }

        return best is null || rival is not null ? (null, rival) : (Callable.For(best, bestExpands), null);
    }

    public static string Shown(object?[] arguments) => string.Join(", ", Array.ConvertAll(arguments, a => a?.GetType().Name ?? "null"));

    public static string Shown(MethodBase method) =>
        $"{method.Name}({string.Join(", ", Array.ConvertAll(method.GetParameters(), p => p.ParameterType.Name))})";

    private static bool IsCallable(MethodBase method)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType is { IsByRefLike: true } or { IsPointer: true })
            {
                return false;
            }
        }

        return method is not MethodInfo { ReturnType: { IsByRefLike: true } or { IsPointer: true } };
    }

    private static int? Cost(MethodBase method, object?[] arguments, bool expands)
    {
        var parameters = method.GetParameters();
        var own = parameters.Length;
        var total = 0;
        if (expands)
        {
            if (own == 0 || !parameters[^1].IsDefined(typeof(ParamArrayAttribute), inherit: false) || arguments.Length < own - 1)
            {
                return null;
            }

            own--;
            total = CostOfExpanding;
            var element = parameters[^1].ParameterType.GetElementType()!;
            for (var i = own; i < arguments.Length; i++)
            {
                if (PassingCost.Of(arguments[i], element) is not { } cost)
                {
                    return null;
                }

                total += cost;
            }
        }
        else if (arguments.Length > own)
        {
            return null;
        }

        for (var i = 0; i < own; i++)
        {
            if (i >= arguments.Length)
            {
                if (!parameters[i].HasDefaultValue)
                {
                    return null;
                }

                total += CostOfDefault;
                continue;
            }

            if (PassingCost.Of(arguments[i], parameters[i].ParameterType) is not { } cost)
            {
                return null;
            }

            total += cost;
        }

        return total;
    }

    /// <summary>Its parameters are the more special ones; among equals the method that is not generic, then the one declared nearer.</summary>
    private static bool IsBetter(MethodBase method, MethodBase other)
    {
        var (a, b) = (method.GetParameters(), other.GetParameters());
        var (special, general) = (false, false);
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i].ParameterType == b[i].ParameterType)
            {
                continue;
            }

            special |= b[i].ParameterType.IsAssignableFrom(a[i].ParameterType);
            general |= a[i].ParameterType.IsAssignableFrom(b[i].ParameterType);
        }

        if (special != general)
        {
            return special;
        }

        if (a.Length != b.Length)
        {
            return a.Length < b.Length;
        }

        return method.IsGenericMethod != other.IsGenericMethod
            ? other.IsGenericMethod
            : method.DeclaringType != other.DeclaringType && other.DeclaringType?.IsAssignableFrom(method.DeclaringType) == true;
    }
}
