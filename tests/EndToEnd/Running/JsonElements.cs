using System.Text.Json;

namespace Arthas.EndToEnd.Running;

internal static class JsonElements
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static bool Is(this JsonElement result, string type) => result.Text("type") == type;
}
