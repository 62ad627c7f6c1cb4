using System.Diagnostics.CodeAnalysis;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Views;
using Arthas.Silo.Hosting;

namespace Arthas.Hub.Commands;

/// <summary>All commands of the hub's own, and how one is run.</summary>
internal sealed partial class HubCommands(IServiceProvider services, ILogger<HubCommands> logger)
{
    // Created on first use: `help` is one of them and asks for all.
    private readonly Lazy<Dictionary<string, IHubCommand>> _all = new(() => Create(services));

    /// <summary>How their results, and those of every other, read as text.</summary>
    public ResultViews Views => field ??= new ResultViews(_all.Value.Values.Select(static command => command.GetType().Assembly).Append(typeof(HubCommands).Assembly));

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
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or ClusterAwayException))
        {
            CommandFailed(unexpected, command.Spec.Name);
            return new HubCommandEnd(1, $"Error during processing the command: {unexpected.Message}");
        }
    }

    private static Dictionary<string, IHubCommand> Create(IServiceProvider services)
    {
        var commands = typeof(HubCommands).Assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IHubCommand)))
            .Select(type => (IHubCommand)ActivatorUtilities.CreateInstance(services, type))
            .ToDictionary(static command => command.Spec.Name, StringComparer.Ordinal);
        foreach (var added in services.GetServices<IHubCommand>())
        {
            if (!commands.TryAdd(added.Spec.Name, added))
            {
                throw new InvalidOperationException($"{added.GetType()} cannot be the command '{added.Spec.Name}': {commands[added.Spec.Name].GetType()} is.");
            }
        }

        return commands;
    }

    [LoggerMessage(3002, LogLevel.Error, "The command {Name} failed")]
    private partial void CommandFailed(Exception exception, string name);
}
