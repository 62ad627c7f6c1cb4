using Arthas.Contracts.CommandLine;
using Arthas.Hub.Jobs;

namespace Arthas.Hub.Commands.Help;

/// <summary>Lists the hub's commands and those of the agents; or tells about one.</summary>
internal sealed class HelpCommand(HubCommands own, Catalogue catalogue) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "help",
        Summary = "Display Arthas Help",
        Description = """
            EXAMPLES:
              help
              help watch
            """,
        Arguments = HelpOptions.Arguments.ToSpecs(),
    };

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var all = own.Specs.Concat(await catalogue.AllAsync(cancel)).DistinctBy(spec => spec.Name).ToList();
        var asked = job.Command.Value(HelpOptions.Command);
        var one = all.Find(spec => spec.Name == asked);
        job.Result(HelpResult.Type, json =>
        {
            if (one is null)
            {
                HelpResult.WriteList(json, all);
            }
            else
            {
                HelpResult.WriteDetail(json, one);
            }
        });
        return HubCommandEnd.Ok;
    }
}
