using System.Diagnostics.CodeAnalysis;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands;

/// <summary>All commands of the hub's own, and how one is run.</summary>
internal sealed partial class HubCommands(IServiceProvider services, ILogger<HubCommands> logger)
{
    // Created on first use: `help` is one of them and asks for all.
    private readonly Lazy<Dictionary<string, IHubCommand>> _all = new(() => Create(services));

    public IEnumerable<CommandSpec> Specs => _all.Value.Values.Select(command => command.Spec);

    public bool TryFind(string name, [NotNullWhen(true)] out IHubCommand? command) => _all.Value.TryGetValue(name, out command);

    /// <param name="words">The command line, the command's name first.</param>
    public async ValueTask<HubCommandEnd> RunAsync(IHubCommand command, HubJob job, IReadOnlyList<string> words, CancellationToken cancel)
    {
        var parsed = CommandParser.Parse(command.Spec, words);
        if (parsed.HelpAsked)
        {
            job.Result(HelpResult.Type, json => HelpResult.WriteDetail(json, command.Spec));
        }

        if (parsed.Command is null)
        {
            return new HubCommandEnd(parsed.StatusCode, parsed.Message);
        }

        try
        {
            job.Command = parsed.Command;
            return await command.RunAsync(job, cancel);
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or EngineAwayException))
        {
            CommandFailed(unexpected, command.Spec.Name);
            return new HubCommandEnd(1, $"Error during processing the command: {unexpected.Message}");
        }
    }

    private static Dictionary<string, IHubCommand> Create(IServiceProvider services) => typeof(HubCommands).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IHubCommand)))
        .Select(type => (IHubCommand)ActivatorUtilities.CreateInstance(services, type))
        .ToDictionary(command => command.Spec.Name, StringComparer.Ordinal);

    [LoggerMessage(LogLevel.Error, "The command {Name} failed")]
    private partial void CommandFailed(Exception exception, string name);
}
