using System.Globalization;

namespace Arthas.Contracts.CommandLine;

/// <summary>
/// A command line after parsing: values by the long name of an option or the name of an argument.
/// Numbers and booleans were checked against the command's specification, so reading them cannot fail.
/// </summary>
public sealed class ParsedCommand(string name, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    /// <summary>The command's name, such as <c>watch</c>.</summary>
    public string Name { get; } = name;

    /// <summary>All values as given. A flag that is set has one value, <c>true</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; } = values;

    public bool Has(string key) => Values.ContainsKey(key);

    public bool Flag(string key, bool absent = false) =>
        Text(key) is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : absent;

    /// <summary>The first value, or null where there is none.</summary>
    public string? Text(string key) => Values.TryGetValue(key, out var list) && list.Count > 0 ? list[0] : null;

    public IReadOnlyList<string> All(string key) => Values.TryGetValue(key, out var list) ? list : [];

    public int Int32(string key, int absent) =>
        Text(key) is { } text ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : absent;

    public long Int64(string key, long absent) =>
        Text(key) is { } text ? long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : absent;
}
