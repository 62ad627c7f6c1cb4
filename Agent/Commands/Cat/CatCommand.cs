using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Cat;

internal sealed class CatCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "cat",
        Summary = "Concatenate and print files",
        Description = """
            Files of the target, with the rights of the target.

            Examples:
              cat /tmp/a.txt
              cat --encoding iso-8859-1 /tmp/a.txt /tmp/b.txt
            """,
        Options =
        [
            new() { LongName = "encoding", Description = "File encoding" },
            new() { LongName = "sizeLimit", ShortName = "M", Kind = ValueKind.Int32, Description = "Upper size limit in bytes for the result (128 * 1024 by default)" },
        ],
        Arguments = [new() { Name = "files", Required = true, Multiple = true, Description = "files" }],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
