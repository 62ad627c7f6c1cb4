using Arthas.Agent.Jobs;
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
        Options =
        [
            Flag("before", "b", "Watch before invocation"),
            Flag("exception", "e", "Watch after throw exception"),
            Flag("success", "s", "Watch after successful invocation"),
            Flag("finish", "f", "Watch after invocation, enable by default"),
            new() { LongName = "expand", ShortName = "x", Kind = ValueKind.Int32, Description = "Expand level of object (1 by default), the max value is 4" },
            new() { LongName = "sizeLimit", ShortName = "M", Kind = ValueKind.Int32, Description = "Upper size limit in bytes for the result (10 * 1024 * 1024 by default, 48 * 1024 * 1024 at most)" },
            Flag("sync", null, "Take the raw call of an async method, not its completion"),
            .. EnhancingOptions.All,
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Required = true, Description = "The full qualified class name you want to watch" },
            new() { Name = "method-pattern", Required = true, Description = "The method name you want to watch" },
            new() { Name = "express", Description = "The content you want to watch, written by ognl. {params, target, returnObj} by default" },
            new() { Name = "condition-express", Description = "Conditional expression, a boolean" },
        ],
    };

    private static OptionSpec Flag(string name, string? letter, string description) =>
        new() { LongName = name, ShortName = letter, Kind = ValueKind.Flag, Description = description };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync(weaves: true);
}
