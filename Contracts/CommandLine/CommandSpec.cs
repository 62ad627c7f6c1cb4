namespace Arthas.Contracts.CommandLine;

/// <summary>
/// What a command is called, takes and says of itself. Travels in the agent's catalogue, so that every hub node can
/// answer <c>help</c> and refuse an unknown command without asking the agent.
/// </summary>
public sealed record CommandSpec
{
    public required string Name { get; init; }

    /// <summary>One line for the list that <c>help</c> prints.</summary>
    public required string Summary { get; init; }

    /// <summary>What stands below the summary in <c>help NAME</c>: usage notes and examples that work on the demo.</summary>
    public string Description { get; init; } = "";

    public IReadOnlyList<OptionSpec> Options { get; init; } = [];

    public IReadOnlyList<ArgumentSpec> Arguments { get; init; } = [];

    public Role Role { get; init; } = Role.Observe;

    /// <summary>Exists, but is not listed by <c>help</c>.</summary>
    public bool Hidden { get; init; }
}

/// <summary>What a caller must be allowed to do: read, or call code of the target and change it.</summary>
public enum Role
{
    Observe,
    Change,
}

public enum ValueKind
{
    Text,
    Int32,
    Int64,
    Double,
    Boolean,

    /// <summary>An option that takes no value.</summary>
    Flag,
}

public sealed record OptionSpec
{
    /// <summary>Without dashes: <c>limits</c>.</summary>
    public required string LongName { get; init; }

    /// <summary>Without the dash: <c>n</c>.</summary>
    public string? ShortName { get; init; }

    public required string Description { get; init; }

    public ValueKind Kind { get; init; } = ValueKind.Text;

    public bool Required { get; init; }

    /// <summary>May be given more than once, or take several values.</summary>
    public bool Multiple { get; init; }

    /// <summary>The only values that are accepted; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

public sealed record ArgumentSpec
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public ValueKind Kind { get; init; } = ValueKind.Text;

    public bool Required { get; init; }

    /// <summary>Takes all remaining words. Only the last argument may.</summary>
    public bool Multiple { get; init; }
}
