using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sm;

internal sealed class SmCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sm",
        Summary = "Search the method of classes loaded by the target",
        Description = """
            Methods are named as in metadata: get_Item, op_Addition, .ctor (<init> is accepted).

            Examples:
              sm demo.MathGame
              sm -d demo.MathGame primeFactors
              sm -E demo\.Math.* prime.*
            """,
        Options =
        [
            new() { LongName = "details", ShortName = "d", Kind = ValueKind.Flag, Description = "Display the details of method" },
            new() { LongName = "regex", ShortName = "E", Kind = ValueKind.Flag, Description = "Enable regular expression to match (wildcard matching by default)" },
            new() { LongName = "classloader", ShortName = "c", Description = "The hash code of the special class's AssemblyLoadContext" },
            new() { LongName = "classLoaderClass", Description = "The class name of the special class's AssemblyLoadContext" },
            new() { LongName = "limits", ShortName = "n", Kind = ValueKind.Int32, Description = "Maximum number of matching classes (100 by default)" },
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Required = true, Description = "Class name pattern, use either '.' or '/' as separator" },
            new() { Name = "method-pattern", Description = "Method name pattern" },
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
