using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>Any result: a single text as it stands, otherwise key by key.</summary>
internal static class PlainView
{
    public static void Write(JsonElement result, StringBuilder text)
    {
        var properties = result.EnumerateObject().Where(property => property.Name is not ("type" or "jobId")).ToList();
        if (properties is [{ Value.ValueKind: JsonValueKind.String } only])
        {
            text.Append(only.Value.GetString());
            return;
        }

        foreach (var property in properties)
        {
            Write(property, text);
        }
    }

    private static void Write(JsonProperty property, StringBuilder text)
    {
        switch (property.Value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append(property.Name).Append('\n');
                TextTable.KeysAndValues(property.Value).Write(text);
                break;
            case JsonValueKind.Array when property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object):
                text.Append(property.Name).Append('\n');
                TextTable.Of(property.Value).Write(text);
                break;
            case JsonValueKind.Array:
                text.Append(property.Name).Append('\n');
                foreach (var item in property.Value.EnumerateArray())
                {
                    text.Append(' ').Append(item.Shown()).Append('\n');
                }

                break;
            default:
                text.Append(property.Name).Append(": ").Append(property.Value.Shown()).Append('\n');
                break;
        }
    }
}
