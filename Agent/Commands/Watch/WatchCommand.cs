using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Watch;

internal sealed class WatchCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "watch",
        Summary = "Display the input/output parameter, return object, and thrown exception of specified method invocation",
        Description = """
            The express is in OGNL, over:
              target   the object (null for a static method)      clazz    its class
              method   the method                                 params   the arguments
              returnObj, throwExp   what the call ended with      loader   the load context
              isBefore, isThrow, isReturn                         #cost    milliseconds

            An async method exits when its task completes: returnObj is the awaited result, #cost the whole time; --sync
            gives the raw call.

            Examples:
              watch demo.MathGame primeFactors "{params, returnObj, throwExp}" -x 2
              watch demo.MathGame primeFactors params[0] "params[0]<0" -n 5
              watch -b -s demo.MathGame primeFactors params
              watch demo.MathGame primeFactors "#cost>0.1"
              watch *MathGame prime* "#{ \"params\" : params, \"returnObj\" : returnObj }" -n 3
            """,
        Options = WatchOptions.All.ToSpecs(),
        Arguments = WatchOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: true);
}
