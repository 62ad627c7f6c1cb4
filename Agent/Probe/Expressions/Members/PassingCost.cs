using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>How far an argument is from a parameter: 0 is its very type, null is out of reach.</summary>
internal static class PassingCost
{
    public static int? Of(object? argument, Type parameter)
    {
        if (parameter.IsByRef)
        {
            parameter = parameter.GetElementType()!;
        }

        if (argument is null)
        {
            return !parameter.IsValueType || Nullable.GetUnderlyingType(parameter) is not null ? 1 : null;
        }

        var from = argument.GetType();
        if (from == parameter)
        {
            return 0;
        }

        if (Nullable.GetUnderlyingType(parameter) is { } inner)
        {
            return Of(argument, inner) is { } cost ? cost + 1 : null;
        }

        // A one-character literal is a string to most who write it; object would swallow everything.
        if (argument is char && parameter == typeof(string))
        {
            return 1;
        }

        if (parameter.IsAssignableFrom(from))
        {
            return parameter == typeof(object) ? 12 : Distance(from, parameter);
        }

        if (Numbers.IsNumber(from) && Numbers.IsNumber(parameter))
        {
            return Conversion.TryConvert(argument, parameter, out _) ? Numbers.Cost(from, parameter) : null;
        }

        return Conversion.TryConvert(argument, parameter, out _) ? parameter == typeof(string) ? 45 : 30 : null;
    }

    private static int Distance(Type from, Type to)
    {
        if (to.IsInterface)
        {
            return 6;
        }

        var distance = 1;
        for (var type = from.BaseType; type is not null && type != to; type = type.BaseType)
        {
            distance++;
        }

        return Math.Min(distance, 10);
    }
}
