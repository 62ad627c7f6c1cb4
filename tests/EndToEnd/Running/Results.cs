using System.Text.Json;

namespace Arthas.EndToEnd.Running;

internal static class Results
{
    /// <summary>The only one of its type.</summary>
    public static JsonElement One(this IEnumerable<JsonElement> results, string type) => Assert.Single(results, result => result.Is(type));
}
