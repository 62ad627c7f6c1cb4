using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Compiles a method as it is now on this thread, so that a body the runtime would not take fails here and not in the
/// application.
/// </summary>
internal static class CompileCheck
{
    private const int Attempts = 64;
    private static readonly Type[] Candidates = [typeof(object), typeof(string), typeof(int), typeof(DateTime), typeof(List<object>), typeof(DayOfWeek)];

    /// <summary>False when an open generic method has no instantiation that we can find: then nothing was compiled.</summary>
    public static bool Run(MethodBase method)
    {
        var types = method.DeclaringType is { ContainsGenericParameters: true } type ? type.GetGenericArguments() : [];
        var own = method.ContainsGenericParameters && method.IsGenericMethod ? method.GetGenericArguments() : [];
        if (types.Length + own.Length == 0)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle, Handles(method.DeclaringType, method));
            return true;
        }

        var arguments = Instantiate(method, types, own);
        if (arguments is null)
        {
            return false;
        }

        RuntimeHelpers.PrepareMethod(method.MethodHandle, Array.ConvertAll(arguments, t => t.TypeHandle));
        return true;
    }

    private static RuntimeTypeHandle[]? Handles(Type? type, MethodBase method)
    {
        Type[] arguments = [.. type?.GetGenericArguments() ?? [], .. method.IsGenericMethod ? method.GetGenericArguments() : []];
        return arguments.Length == 0 ? null : Array.ConvertAll(arguments, t => t.TypeHandle);
    }

    /// <summary>Type arguments for the type, then for the method, that satisfy the constraints.</summary>
    private static Type[]? Instantiate(MethodBase method, Type[] types, Type[] own)
    {
        Type[] parameters = [.. types, .. own];
        var choices = Array.ConvertAll(parameters, ChoicesFor);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var rest = attempt;
            var chosen = new Type[parameters.Length];
            for (var i = 0; i < chosen.Length; i++)
            {
                chosen[i] = choices[i][rest % choices[i].Length];
                rest /= choices[i].Length;
            }

            if (rest == 0 && Fits(method, chosen[..types.Length], chosen[types.Length..]))
            {
                return chosen;
            }
        }

        return null;
    }

    private static Type[] ChoicesFor(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        return [.. Candidates, .. constraints.Where(c => !c.ContainsGenericParameters && c != typeof(ValueType) && c != typeof(Enum))];
    }

    private static bool Fits(MethodBase method, Type[] types, Type[] own)
    {
        try
        {
            if (types.Length > 0)
            {
                _ = method.DeclaringType!.MakeGenericType(types);
            }

            if (own.Length > 0)
            {
                _ = ((MethodInfo)method).MakeGenericMethod(own);
            }

            return true;
        }
        catch (ArgumentException)
        {
            return false; // a constraint is not met
        }
        catch (TypeLoadException)
        {
            return false;
        }
    }
}
