using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Methods that Java has and .NET names or does otherwise.</summary>
internal static class JavaCalls
{
    /// <summary>The .NET name of a method that differs in more than the case of its letters.</summary>
    public static string Translate(string name) => name switch
    {
        "hashCode" => "GetHashCode",
        "getClass" => "GetType",
        "toLowerCase" => "ToLowerInvariant",
        "toUpperCase" => "ToUpperInvariant",
        _ => name,
    };

    /// <summary>The same of a static method: Integer.parseInt and its kin.</summary>
    public static string TranslateStatic(Type type, string name) => name switch
    {
        "parseInt" or "parseLong" or "parseShort" or "parseByte" or "parseDouble" or "parseFloat" or "parseBoolean" => "Parse",
        "fromString" when type == typeof(Guid) => "Parse",
        "randomUUID" when type == typeof(Guid) => "NewGuid",
        "valueOf" when type != typeof(string) => "Parse",
        _ => name,
    };

    /// <summary>Null when there is nothing of that name that takes these arguments.</summary>
    public static Invocable? Find(Type type, string name, object?[] arguments) => (name, arguments) switch
    {
        ("get" or "charAt", [var index]) => OfIndexer(type, name, [index]),
        ("substring", [int]) when type == typeof(string) => OfString(name, (text, a) => text[(int)a[0]!..]),
        ("substring", [int, int]) when type == typeof(string) => OfString(name, (text, a) => text[(int)a[0]!..(int)a[1]!]),
        ("equalsIgnoreCase", [var other]) when type == typeof(string) => OfString(name, (text, _) => text.Equals(other?.ToString(), StringComparison.OrdinalIgnoreCase)),
        ("intValue", []) => OfNumber(type, name, typeof(int)),
        ("longValue", []) => OfNumber(type, name, typeof(long)),
        ("shortValue", []) => OfNumber(type, name, typeof(short)),
        ("byteValue", []) => OfNumber(type, name, typeof(sbyte)),
        ("floatValue", []) => OfNumber(type, name, typeof(float)),
        ("doubleValue", []) => OfNumber(type, name, typeof(double)),
        _ => null,
    };

    private static Invocable OfIndexer(Type type, string name, object?[] indices)
    {
        var indexer = Indexer.For(type);
        return new Invocable($"{type}.{name}", indexer.RoleOf(indices), (source, values, position) => indexer.Get(source!, values, position));
    }

    private static Invocable OfString(string name, Func<string, object?[], object?> call) => new(
        $"System.String.{name}", Role.Observe, (source, values, _) => call((string)source!, values));

    private static Invocable? OfNumber(Type type, string name, Type to) =>
        Numbers.IsNumber(type) ? new Invocable($"{type}.{name}", Role.Observe, (source, _, position) => Conversion.Convert(source, to, position)) : null;
}
