using System.Runtime.Loader;
using System.Text.Json;

namespace Arthas.Probe.Types;

/// <summary>A class among several of one name: what tells it from the others.</summary>
internal static class ClassSummary
{
    public static void Write(Utf8JsonWriter json, Type type)
    {
        var context = AssemblyLoadContext.GetLoadContext(type.Assembly);
        json.WriteStartObject();
        json.WriteString("name", TypeFinder.NameOf(type));
        json.WriteStartArray("classloader");
        if (context is not null)
        {
            json.WriteStringValue(LoadContexts.Describe(context));
        }

        json.WriteEndArray();
        json.WriteString("classLoaderHash", context is null ? "null" : LoadContexts.HashOf(context));
        json.WriteEndObject();
    }
}
