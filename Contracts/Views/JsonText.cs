using System.Globalization;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>Parts of results as people read them.</summary>
public static class JsonText
{
    /// <summary>A text without quotes, a list with commas, anything else as JSON.</summary>
    public static string Shown(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(",", value.EnumerateArray().Select(Shown)),
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        _ => value.GetRawText(),
    };

    /// <summary>Empty for a key that is not there.</summary>
    public static string Shown(this JsonElement item, string key) => item.TryGetProperty(key, out var value) ? value.Shown() : "";

    /// <summary>The value of a key; one that is undefined when it is not there.</summary>
    public static JsonElement Get(this JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var value) ? value : default;

    /// <summary>The items of a list; none for a key that is not there.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement item, string key) =>
        item.Get(key) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement item, string key) => item.Get(key).ValueKind == JsonValueKind.True;

    /// <summary>Milliseconds since 1970 as local time, a text as it stands.</summary>
    public static string Time(this JsonElement item, string key) => item.Get(key) switch
    {
        { ValueKind: JsonValueKind.Number } milliseconds =>
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.GetInt64()).LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        var text => text.Shown(),
    };
}
