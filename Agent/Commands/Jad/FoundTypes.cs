using System.Text.Json;

namespace Arthas.Agent.Commands.Jad;

/// <summary>What the probe's half found: the types, and for a single one the files of the assemblies that are loaded around it.</summary>
internal sealed record FoundTypes(IReadOnlyList<FoundType> Types, IReadOnlyDictionary<string, string> Assemblies)
{
    public static FoundTypes Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var types = document.RootElement.GetProperty("types").EnumerateArray().Select(Read).ToList();
        var assemblies = document.RootElement.TryGetProperty("assemblies", out var all)
            ? all.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.OrdinalIgnoreCase)
            : [];
        return new FoundTypes(types, assemblies);
    }

    private static FoundType Read(JsonElement type) => new(
        type.GetProperty("name").GetString()!,
        type.GetProperty("token").GetInt32(),
        type.GetProperty("location").GetString()!,
        type.GetProperty("classLoaderHash").GetString()!,
        [.. type.GetProperty("classloader").EnumerateArray().Select(loader => loader.GetString()!)]);
}
