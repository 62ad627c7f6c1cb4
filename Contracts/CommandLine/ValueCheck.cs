using System.Globalization;

namespace Arthas.Contracts.CommandLine;

/// <summary>Checks numbers against their kind, and writes booleans as <c>true</c> or <c>false</c>.</summary>
internal static class ValueCheck
{
    public static void Normalise(CommandSpec spec, Dictionary<string, List<string>> values)
    {
        foreach (var option in spec.Options.Where(option => values.ContainsKey(option.LongName)))
        {
            Normalise(option.Kind, values[option.LongName], $"option '{option.LongName}'");
        }

        for (var i = 0; i < spec.Arguments.Count; i++)
        {
            if (values.TryGetValue(spec.Arguments[i].Name, out var list))
            {
                Normalise(spec.Arguments[i].Kind, list, $"argument '{i}'");
            }
        }
    }

    private static void Normalise(ValueKind kind, List<string> values, string what)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            switch (kind)
            {
                case ValueKind.Int32 when !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                case ValueKind.Int64 when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                    throw Wrong(what, value, kind == ValueKind.Int32 ? "32-bit integer" : "64-bit integer");
                case ValueKind.Double when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                    throw Wrong(what, value, "number");
                case ValueKind.Boolean:
                    values[i] = value.ToUpperInvariant() is "TRUE" or "YES" or "ON" or "1" ? "true" : "false";
                    break;
            }
        }
    }

    private static CommandLineException Wrong(string what, string value, string expected) => new(
        CommandParser.WrongValue,
        $"Error during processing the command: Cannot inject value for {what}: '{Shorten(value)}' is not a {expected}");

    private static string Shorten(string value) => value.Length <= 100 ? value : value[..100] + "...";
}
