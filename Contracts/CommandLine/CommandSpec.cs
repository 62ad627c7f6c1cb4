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

    /// <summary>The least that a caller must be.</summary>
    public Role Role { get; init; } = Role.Observe;

    /// <summary>Exists, but is not listed by <c>help</c>.</summary>
    public bool Hidden { get; init; }

    /// <summary>What a caller of this role is told instead of running the command; null when it may run.</summary>
    public string? RefusalFor(Role role) => role >= Role ? null : RoleRefusal.Of($"the command '{Name}'", Role, role);
}
