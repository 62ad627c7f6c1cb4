using System.Text.Json;

namespace Arthas.Hub.Tests.Running;

internal static class JsonElements
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static JsonElement Body(this JsonElement response) => response.GetProperty("body");

    public static IEnumerable<JsonElement> Results(this JsonElement response) =>
        response.Body().GetProperty("results").EnumerateArray();

    public static IEnumerable<string> Types(this JsonElement response) => response.Results().Select(result => result.Text("type"));

    public static bool Is(this JsonElement result, string type) => result.Text("type") == type;

    /// <summary>Type, or for an input status what it says.</summary>
    public static string Label(this JsonElement result) =>
        result.Is("input_status") ? result.Text("inputStatus") : result.Text("type");

    public static IEnumerable<string> Labels(this JsonElement response) => response.Results().Select(Label);

    public static IEnumerable<string> Keys(this JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
