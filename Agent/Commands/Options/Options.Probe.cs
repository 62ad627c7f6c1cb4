using System.Text.Json;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Options;

namespace Arthas.Probe.Commands.Options;

internal sealed class Options : IProbeCommand
{
    public string Name => "options";

    public void Start(ProbeJob job)
    {
        var name = job.Command.Value(OptionsOptions.Name);
        if (job.Command.Value(OptionsOptions.Value) is { } text && name is not null)
        {
            Change(job, name, text);
            return;
        }

        var shown = TargetOptions.All.Where(o => name is null || o.Name == name).ToList();
        job.Result("options", shown, static (json, options) =>
        {
            json.WriteStartArray("options");
            foreach (var option in options)
            {
                Write(json, option);
            }

            json.WriteEndArray();
        });
        job.End();
    }

    private static void Change(ProbeJob job, string name, string text)
    {
        if (job.Role < Role.Change)
        {
            job.End(-1, RoleRefusal.Of("to change an option", Role.Change, job.Role));
            return;
        }

        if (TargetOptions.All.FirstOrDefault(o => o.Name == name) is not { } option)
        {
            job.End(-1, $"options[{name}] not found.");
            return;
        }

        if (option == TargetOptions.ObjectSizeLimit && int.TryParse(text, out var limit) && limit <= 0)
        {
            job.End(-1, $"options[{name}] must be greater than 0.");
            return;
        }

        var before = option.Value;
        try
        {
            option.Set(text);
        }
        catch (FormatException wrong)
        {
            job.End(-1, wrong.Message);
            return;
        }

        job.Result("options", (option, before), static (json, change) =>
        {
            json.WriteStartObject("changeResult");
            json.WriteString("name", change.option.Name);
            json.WritePropertyName("beforeValue");
            WriteValue(json, change.before);
            json.WritePropertyName("afterValue");
            WriteValue(json, change.option.Value);
            json.WriteEndObject();
        });
        job.End();
    }

    private static void Write(Utf8JsonWriter json, OptionValue option)
    {
        json.WriteStartObject();
        json.WriteNumber("level", option.Level);
        json.WriteString("name", option.Name);
        json.WriteString("type", option.Type);
        json.WriteString("value", option.Text);
        json.WriteString("summary", option.Summary);
        json.WriteString("description", option.Description);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool on: json.WriteBooleanValue(on); break;
            case int number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue((string)value); break;
        }
    }
}
