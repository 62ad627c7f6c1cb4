using Arthas.Agent.Jobs;
using Arthas.Commands;
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
        Options = LineOptions.All.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: !job.Command.Value(LineOptions.ListLines));
}
