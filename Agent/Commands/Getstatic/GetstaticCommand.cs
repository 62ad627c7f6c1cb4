using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Getstatic;

internal sealed class GetstaticCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "getstatic",
        Summary = "Show the static field of a class",
        Description = """
            Constants and static auto-properties are fields, too. The express is looked up in the field's value.

            Examples:
              getstatic demo.MathGame random
              getstatic -x 2 demo.MathGame *
              getstatic System.String Empty Length
              getstatic -E demo\.Math.* ran.*
            """,
        Options =
        [
            new() { LongName = "classloader", ShortName = "c", Description = "The hash code of the special class's AssemblyLoadContext" },
            new() { LongName = "classLoaderClass", Description = "The class name of the special class's AssemblyLoadContext" },
            new() { LongName = "regex", ShortName = "E", Kind = ValueKind.Flag, Description = "Enable regular expression to match (wildcard matching by default)" },
            new() { LongName = "expand", ShortName = "x", Kind = ValueKind.Int32, Description = "Expand level of object (1 by default), the max value is 4" },
            new() { LongName = "sizeLimit", ShortName = "M", Kind = ValueKind.Int32, Description = "Upper size limit in bytes for the result (10 * 1024 * 1024 by default, 48 * 1024 * 1024 at most)" },
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Required = true, Description = "Class name pattern, use either '.' or '/' as separator" },
            new() { Name = "field-pattern", Required = true, Description = "Field name pattern" },
            new() { Name = "express", Description = "the content you want to watch, written by ognl" },
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
