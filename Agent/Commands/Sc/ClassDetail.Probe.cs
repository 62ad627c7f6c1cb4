using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Sc;

/// <summary>Everything that <c>sc -d</c> tells of one type. Reads metadata, and the values of static fields when asked for.</summary>
internal sealed class ClassDetail(Type type, bool fields, int expand, ValueForm form)
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public bool WithFields => fields;

    public void Write(Utf8JsonWriter json)
    {
        var name = TypeFinder.NameOf(type);
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("classInfo", name);
        json.WriteString("codeSource", type.Assembly.IsDynamic ? "" : type.Assembly.Location);
        json.WriteString("simpleName", type.Name);
        json.WriteString("modifier", Signatures.Modifiers(type));
        Names(json, "annotations", Signatures.Attributes(type));
        Names(json, "interfaces", Try(() => type.GetInterfaces().Select(TypeNames.Of)));
        Names(json, "superClass", Try(() => Bases(type).Select(TypeNames.Of)));
        var loader = AssemblyLoadContext.GetLoadContext(type.Assembly);
        Names(json, "classloader", loader is null ? [] : [LoadContexts.Describe(loader)]);
        json.WriteString("classLoaderHash", loader is null ? "null" : LoadContexts.HashOf(loader));
        json.WriteBoolean("interface", type.IsInterface);
        json.WriteBoolean("annotation", typeof(Attribute).IsAssignableFrom(type));
        json.WriteBoolean("enum", type.IsEnum);
        json.WriteBoolean("anonymousClass", type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal));
        json.WriteBoolean("array", type.IsArray);
        json.WriteBoolean("localClass", false);
        json.WriteBoolean("memberClass", type.IsNested);
        json.WriteBoolean("primitive", type.IsPrimitive);
        json.WriteBoolean("synthetic", Signatures.Attributes(type).Contains(typeof(CompilerGeneratedAttribute).FullName!));
        if (fields)
        {
            Fields(json);
        }

        json.WriteEndObject();
    }

    private void Fields(Utf8JsonWriter json)
    {
        json.WriteStartArray("fields");
        foreach (var field in Try(() => type.GetFields(Declared)))
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("type", TypeNames.Of(field.FieldType));
            json.WriteString("modifier", Signatures.Modifiers(field));
            Names(json, "annotations", Signatures.Attributes(field));
            json.WriteBoolean("static", field.IsStatic);
            if (field.IsStatic && TryRead(field, out var value))
            {
                json.WritePropertyName("value");
                Snapshot.Take(value, ValueLimits.Default with { Expand = expand, Form = form }).WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A generic definition has no values of its own; a static constructor may fail.
    private bool TryRead(FieldInfo field, out object? value)
    {
        value = null;
        try
        {
            if (field.IsLiteral)
            {
                value = field.GetRawConstantValue();
                return true;
            }

            if (type.ContainsGenericParameters || field.FieldType.IsByRefLike)
            {
                return false;
            }

            value = field.GetValue(null);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    // What a type derives from may lie in an assembly that is not there.
    private static IReadOnlyList<T> Try<T>(Func<IEnumerable<T>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException)
        {
            return [];
        }
    }

    private static void Names(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
