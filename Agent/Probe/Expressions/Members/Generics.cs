using System.Reflection;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Finds the type arguments of a generic method from what is passed to it.</summary>
internal static class Generics
{
    /// <summary>The method itself when it is not generic; null when the arguments do not tell.</summary>
    public static MethodBase? Close(MethodBase candidate, object?[] arguments)
    {
        if (candidate is not MethodInfo { IsGenericMethodDefinition: true } method)
        {
            return candidate;
        }

        var found = new Dictionary<Type, Type>();
        var parameters = method.GetParameters();
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            if (arguments[i] is { } argument)
            {
                Match(parameters[i].ParameterType, argument.GetType(), found);
            }
        }

        var types = Array.ConvertAll(method.GetGenericArguments(), type => found.GetValueOrDefault(type, typeof(object)));
        try
        {
            return method.MakeGenericMethod(types);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Match(Type parameter, Type argument, Dictionary<Type, Type> found)
    {
        if (parameter.IsByRef)
        {
            parameter = parameter.GetElementType()!;
        }

        if (parameter.IsGenericParameter)
        {
            found.TryAdd(parameter, argument);
        }
        else if (parameter.IsArray && argument.IsArray)
        {
            Match(parameter.GetElementType()!, argument.GetElementType()!, found);
        }
        else if (parameter.IsGenericType && Implementation(argument, parameter.GetGenericTypeDefinition()) is { } closed)
        {
            var (inner, outer) = (parameter.GetGenericArguments(), closed.GetGenericArguments());
            for (var i = 0; i < inner.Length; i++)
            {
                Match(inner[i], outer[i], found);
            }
        }
    }

    private static Type? Implementation(Type type, Type definition)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == definition)
            {
                return t;
            }
        }

        return Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);
    }
}
