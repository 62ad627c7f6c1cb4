using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Probe.Types;

namespace Arthas.Probe.Values;

/// <summary>Values that are one JSON token: numbers, text, dates, enums, and names of types and members.</summary>
internal static class Scalars
{
    private static readonly HashSet<string> Spoken =
    [
        "System.Numerics.BigInteger", "System.Uri", "System.Version", "System.Text.Rune", "System.Index", "System.Range",
        "System.Net.IPAddress", "System.Net.IPEndPoint", "System.Text.RegularExpressions.Regex", "System.Globalization.CultureInfo",
        "System.Int128", "System.UInt128",
    ];

    /// <summary>Types of the framework whose text says it all. By name: naming them in code would load their assemblies into the target.</summary>
    public static bool IsSpoken(Type type) => Framework.Owns(type)
        && (Spoken.Contains(TypeNames.OfDefinition(type)) || (type.BaseType is { } parent && Spoken.Contains(TypeNames.OfDefinition(parent))));

    public static bool Is(object value) =>
        value is string or Enum or Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or decimal or Half or IntPtr or UIntPtr or Type or MemberInfo or Assembly
        || value.GetType().IsPrimitive;

    /// <summary>Strings are not written here: they may be long, and are taken by reference.</summary>
    public static bool TryWrite(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool v: json.WriteBooleanValue(v); return true;
            case Enum v: json.WriteStringValue(v.ToString()); return true;
            case int v: json.WriteNumberValue(v); return true;
            case long v: json.WriteNumberValue(v); return true;
            case double v: WriteDouble(json, v); return true;
            case float v: WriteSingle(json, v); return true;
            case Half v: WriteDouble(json, (double)v); return true;
            case decimal v: json.WriteNumberValue(v); return true;
            case byte v: json.WriteNumberValue(v); return true;
            case sbyte v: json.WriteNumberValue(v); return true;
            case short v: json.WriteNumberValue(v); return true;
            case ushort v: json.WriteNumberValue(v); return true;
            case uint v: json.WriteNumberValue(v); return true;
            case ulong v: json.WriteNumberValue(v); return true;
            case IntPtr v: json.WriteNumberValue(v); return true;
            case UIntPtr v: json.WriteNumberValue(v); return true;
            case char or Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly:
                json.WriteStringValue(Text(value));
                return true;
            case Type or MemberInfo or Assembly or AssemblyLoadContext or Pointer: json.WriteStringValue(Text(value)); return true;
            default: return false;
        }
    }

    /// <summary>The text of a scalar, as the key of a map has it. Null when it is none.</summary>
    public static string? Text(object value) => value switch
    {
        string v => v,
        char v => char.IsSurrogate(v) ? "\ufffd" : v.ToString(),
        bool v => v ? "true" : "false",
        Enum v => v.ToString(),
        DateTime v => v.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset v => v.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly v => v.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly v => v.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan v => v.ToString("c", CultureInfo.InvariantCulture),
        Guid v => v.ToString("D"),
        Type v => TypeNames.Of(v),
        MemberInfo v => v.DeclaringType is { } t ? $"{TypeNames.Of(t)}.{v.Name}" : v.Name,
        Assembly v => v.FullName,
        AssemblyLoadContext v => LoadContexts.Describe(v),
        Pointer v => Address(v),
        IFormattable v when value.GetType() is { } t && (t.IsPrimitive || v is decimal or Half || IsSpoken(t)) => v.ToString(null, CultureInfo.InvariantCulture),
        _ => IsSpoken(value.GetType()) ? value.ToString() : null,
    };

    // JSON has no token for these, and null would hide which one it was.
    private static void WriteDouble(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteSingle(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static unsafe string Address(Pointer pointer) => $"0x{(nint)Pointer.Unbox(pointer):x}";
}
