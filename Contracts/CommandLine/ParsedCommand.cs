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

    public bool Has(IParameter parameter) => Values.ContainsKey(parameter.Name);

    /// <summary>What was given, else the default.</summary>
    public T Value<T>(Parameter<T> parameter) => ValueOr(parameter, parameter.Default);

    /// <summary>What was given, else what holds at the moment, where that may differ from the default.</summary>
    public T ValueOr<T>(Parameter<T> parameter, T absent) =>
        Values.TryGetValue(parameter.Name, out var texts) && texts.Count > 0 ? parameter.Read(texts) : absent;
}
