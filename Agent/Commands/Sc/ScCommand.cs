using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sc;

internal sealed class ScCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sc",
        Summary = "Search all the classes loaded by the target",
        Description = """
            Derived types of what matches are listed too, unless options disable-sub-class is true.

            Examples:
              sc -d demo.MathGame
              sc -d -f demo.MathGame
              sc demo.*
              sc -E demo\.Math.*
            """,
        Options =
        [
            new() { LongName = "details", ShortName = "d", Kind = ValueKind.Flag, Description = "Display the details of class" },
            new() { LongName = "field", ShortName = "f", Kind = ValueKind.Flag, Description = "Display all the member variables" },
            new() { LongName = "regex", ShortName = "E", Kind = ValueKind.Flag, Description = "Enable regular expression to match (wildcard matching by default)" },
            new() { LongName = "expand", ShortName = "x", Kind = ValueKind.Int32, Description = "Expand level of object (0 by default)" },
            new() { LongName = "classloader", ShortName = "c", Description = "The hash code of the special class's AssemblyLoadContext" },
            new() { LongName = "classLoaderClass", Description = "The class name of the special class's AssemblyLoadContext" },
            new() { LongName = "classLoaderStr", ShortName = "cs", Description = "The name@hash of the special class's AssemblyLoadContext" },
            new() { LongName = "limits", ShortName = "n", Kind = ValueKind.Int32, Description = "Maximum number of matching classes with details (100 by default)" },
        ],
        Arguments = [new() { Name = "class-pattern", Required = true, Description = "Class name pattern, use either '.' or '/' as separator" }],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
