using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Jobs;

/// <summary>Every <see cref="ICommand"/> of this assembly, by name.</summary>
internal sealed class CommandCatalogue
{
    private readonly Dictionary<string, ICommand> _commands;

    public CommandCatalogue(IEnumerable<ICommand> commands) =>
        _commands = commands.ToDictionary(command => command.Spec.Name, StringComparer.Ordinal);

    public static CommandCatalogue Default { get; } = new(typeof(CommandCatalogue).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(ICommand).IsAssignableFrom(type))
        .Select(type => (ICommand)Activator.CreateInstance(type, nonPublic: true)!));

    public IReadOnlyList<CommandSpec> Specs =>
        [.. _commands.Values.Select(command => command.Spec).OrderBy(spec => spec.Name, StringComparer.Ordinal)];

    public ICommand? Find(string name) => _commands.GetValueOrDefault(name);
}
