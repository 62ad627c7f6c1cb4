using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Line;

internal sealed class LineCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "line",
        Summary = "Display local variables and parameters whenever a source line is reached",
        Description = """
            One result each time, before the line runs. Lines are those of the portable PDB beside the assembly, or inside it;
            --list-lines says which ones have code. Lambdas, iterators and async methods have theirs, too.

            The express and the condition are in OGNL, over what a watch has (params as they are by then) and:
              localVarMap   the local variables by name       localVars   their values
              argNames      the names of the parameters       lineNumber  the line
              #cost         milliseconds since the call began
            Code is optimised: a variable that it does without is not there.

            Examples:
              line --class demo.MathGame --list-lines
              line --class demo.MathGame --line 43 -n 3
              line --class demo.MathGame --method primeFactors --line 40,43 --express localVarMap -n 5
              line --class demo.MathGame --line 43 --condition 'params[0] > 100' --express '#{"line" : lineNumber, "vars" : localVarMap}' -n 1
              line --class demo.MathGame --line 43 --stack --stack-depth 3 -n 1
            """,
        Options =
        [
            new() { LongName = "class", Description = "The full qualified class name you want to look into" },
            new() { LongName = "line", Description = "The line numbers, separated by commas" },
            new() { LongName = "method", Description = "The method name" },
            new() { LongName = "desc", Description = "The descriptor of the method, as sm -d shows it" },
            new() { LongName = "express", Description = "The content you want to see, written by ognl. {params, localVarMap} by default" },
            new() { LongName = "condition", Description = "Conditional expression, a boolean" },
            new() { LongName = "stack", Kind = ValueKind.Flag, Description = "Add the stack" },
            new() { LongName = "stack-depth", Kind = ValueKind.Int32, Description = "Frames of the stack (32 by default), 1 to 256" },
            new() { LongName = "list-lines", Kind = ValueKind.Flag, Description = "List the lines that have code, and end" },
            new() { LongName = "expand", ShortName = "x", Kind = ValueKind.Int32, Description = "Expand level of object (1 by default), the max value is 4" },
            new() { LongName = "sizeLimit", ShortName = "M", Kind = ValueKind.Int32, Description = "Upper size limit in bytes for the result (10 * 1024 * 1024 by default)" },
            .. EnhancingOptions.All,
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync(weaves: !job.Command.Flag("list-lines"));
}
