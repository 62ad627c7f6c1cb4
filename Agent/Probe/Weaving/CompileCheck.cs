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

    /// <summary>
    /// False when an open generic method has no instantiation that we can find: then nothing was compiled.
    /// </summary>
    /// <param name="method">As declared; open when it is generic.</param>
    /// <param name="served">Whether the runtime has fetched the woven body.</param>
    public static bool Run(MethodBase method, Func<bool> served)
    {
        var types = method.DeclaringType is { ContainsGenericParameters: true } type ? type.GetGenericArguments() : [];
        var own = method is MethodInfo { IsGenericMethodDefinition: true } ? method.GetGenericArguments() : [];
        if (Instantiate(method, types, own) is not { } arguments)
        {
            return false;
        }

        var handles = arguments.Length == 0 ? null : Array.ConvertAll(arguments, t => t.TypeHandle);
        RuntimeHelpers.PrepareMethod(method.MethodHandle, handles);
        if (!served())
        {
            // An explicit interface method of an instantiation that nobody uses yet: it is compiled once it has an address.
            Closed(method, arguments[..types.Length]).MethodHandle.GetFunctionPointer();
            RuntimeHelpers.PrepareMethod(method.MethodHandle, handles);
        }

        return true;
    }

    private static MethodBase Closed(MethodBase method, Type[] types) => types.Length == 0
        ? method
        : MethodBase.GetMethodFromHandle(method.MethodHandle, method.DeclaringType!.MakeGenericType(types).TypeHandle)!;

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
