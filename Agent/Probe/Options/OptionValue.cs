namespace Arthas.Probe.Options;

/// <summary>One option of this target: names, types and texts as Arthas has them.</summary>
internal sealed class OptionValue(string name, int level, string type, object initial, string summary, string description)
{
    private volatile object _value = initial;

    public string Name { get; } = name;

    public int Level { get; } = level;

    /// <summary><c>boolean</c>, <c>int</c> or <c>String</c>: the names that clients of Arthas know.</summary>
    public string Type { get; } = type;

    public string Summary { get; } = summary;

    public string Description { get; } = description;

    public object Value => _value;

    public string Text => _value switch
    {
        bool on => on ? "true" : "false",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        var text => (string)text,
    };

    public bool IsOn => _value is true;

    /// <exception cref="FormatException">The text is no value of this option's type.</exception>
    public void Set(string text) => _value = Type switch
    {
        "boolean" => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase),
        "int" => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Cannot cast option value[{text}] to type[int]."),
        _ => text,
    };
}
