using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Pwd;

internal sealed class PwdCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "pwd",
        Summary = "Return working directory name",
        Description = "The working directory of the target.",
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
