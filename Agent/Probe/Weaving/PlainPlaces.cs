using System.Reflection;

namespace Arthas.Probe.Weaving;

/// <summary>What kind of argument a <see cref="CallGate"/> gets.</summary>
public enum PlainKind
{
    /// <summary>Nowhere: there is no room, or it is no plain value.</summary>
    None,

    /// <summary>bool, char, and integers that fit a long.</summary>
    Whole,

    /// <summary>float and double.</summary>
    Real,
    Reference,
}

/// <param name="Index">Among those of its kind.</param>
public readonly record struct PlainPlace(PlainKind Kind, int Index);

/// <summary>Gives the parameters of a method their places, first come, first served: as many as travel in registers.</summary>
public static class PlainPlaces
{
    public const int Wholes = 3, References = 2, Reals = 2;

    /// <summary>One for each parameter.</summary>
    public static PlainPlace[] Of(MethodBase method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var (wholes, references, reals) = (0, 0, 0);
        return Array.ConvertAll(method.GetParameters(), parameter => KindOf(parameter.ParameterType) switch
        {
            PlainKind.Whole when wholes < Wholes => new PlainPlace(PlainKind.Whole, wholes++),
            PlainKind.Real when reals < Reals => new PlainPlace(PlainKind.Real, reals++),
            PlainKind.Reference when references < References => new PlainPlace(PlainKind.Reference, references++),
            _ => default,
        });
    }

    private static PlainKind KindOf(Type type)
    {
        if (type.IsByRef || type.IsPointer || type.IsFunctionPointer || type.IsGenericParameter || type.IsEnum)
        {
            return PlainKind.None;
        }

        return !type.IsValueType ? PlainKind.Reference : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16
                or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => PlainKind.Whole,
            TypeCode.Single or TypeCode.Double => PlainKind.Real,
            _ => PlainKind.None,
        };
    }
}
