using System.Text.Json;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Jvm;

internal sealed class Jvm : IProbeCommand
{
    public string Name => "jvm";

    public void Start(ProbeJob job)
    {
        job.Result("jvm", JvmFacts.All(), static (json, groups) =>
        {
            json.WriteStartObject("jvmInfo");
            foreach (var (group, items) in groups)
            {
                json.WriteStartArray(group);
                foreach (var item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
        job.End();
    }

    private static void Write(Utf8JsonWriter json, JvmFact item)
    {
        json.WriteStartObject();
        json.WriteString("name", item.Name);
        json.WritePropertyName("value");
        WriteValue(json, item.Value);
        if (item.Description is { } description)
        {
            json.WriteString("desc", description);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool on: json.WriteBooleanValue(on); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case IReadOnlyList<string> list:
                json.WriteStartArray();
                foreach (var text in list)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, object> map:
                json.WriteStartObject();
                foreach (var (name, inner) in map)
                {
                    json.WritePropertyName(name);
                    WriteValue(json, inner);
                }

                json.WriteEndObject();
                break;
            default: json.WriteNullValue(); break;
        }
    }
}
