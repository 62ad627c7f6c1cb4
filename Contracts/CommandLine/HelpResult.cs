using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.CommandLine;

/// <summary>Writes what is peculiar to a <c>help</c> result into its object: the list of commands, or one in detail.</summary>
public static class HelpResult
{
    public const string Type = "help";

    public static void WriteList(Utf8JsonWriter json, IEnumerable<CommandSpec> commands)
    {
        json.WriteStartArray("commands");
        foreach (var command in commands.Where(command => !command.Hidden).OrderBy(command => command.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartArray("arguments");
            json.WriteEndArray();
            json.WriteString("name", command.Name);
            json.WriteStartArray("options");
            json.WriteEndArray();
            json.WriteString("summary", command.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteDetail(Utf8JsonWriter json, CommandSpec command)
    {
        json.WriteStartObject("detailCommand");
        json.WriteStartArray("arguments");
        foreach (var argument in command.Arguments)
        {
            json.WriteStartObject();
            json.WriteString("argName", argument.Name);
            json.WriteString("description", argument.Description);
            json.WriteBoolean("multiValued", argument.Multiple);
            json.WriteBoolean("required", argument.Required);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("description", command.Description);
        json.WriteString("name", command.Name);
        json.WriteStartArray("options");
        foreach (var option in Options(command))
        {
            json.WriteStartObject();
            json.WriteBoolean("acceptValue", option.Kind != ValueKind.Flag);
            json.WriteString("description", option.Description);
            json.WriteString("longName", option.LongName);
            if (option.ShortName is not null)
            {
                json.WriteString("shortName", option.ShortName);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("summary", command.Summary);
        json.WriteString("usage", Usage(command));
        json.WriteEndObject();
    }

    /// <summary>Such as <c>watch [-b] [-h] [-n &lt;value&gt;] class-pattern method-pattern [express]</c>.</summary>
    public static string Usage(CommandSpec command)
    {
        var text = new StringBuilder(command.Name);
        foreach (var option in Options(command))
        {
            var name = option.ShortName is null ? "--" + option.LongName : "-" + option.ShortName;
            var value = option.Kind == ValueKind.Flag ? "" : option.Multiple ? " <value>..." : " <value>";
            text.Append(option.Required ? $" {name}{value}" : $" [{name}{value}]");
        }

        foreach (var argument in command.Arguments)
        {
            var name = argument.Multiple ? argument.Name + "..." : argument.Name;
            text.Append(argument.Required ? $" {name}" : $" [{name}]");
        }

        return text.ToString();
    }

    private static IEnumerable<OptionSpec> Options(CommandSpec command) =>
        command.Options.Append(CommandParser.HelpOption).OrderBy(option => option.LongName, StringComparer.Ordinal);
}
