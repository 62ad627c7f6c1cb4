using System.Text.Json;

namespace Arthas.Agent.Commands.Jad;

/// <param name="Token">Its TypeDef in the module at <paramref name="Location"/>, which is empty for code that came from no file.</param>
internal sealed record FoundType(string Name, int Token, string Location, string ClassLoaderHash, IReadOnlyList<string> ClassLoader)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteStartArray("classloader");
        foreach (var loader in ClassLoader)
        {
            json.WriteStringValue(loader);
        }

        json.WriteEndArray();
        json.WriteString("classLoaderHash", ClassLoaderHash);
        json.WriteEndObject();
    }
}
