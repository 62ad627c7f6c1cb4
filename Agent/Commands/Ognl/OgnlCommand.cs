using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Ognl;

internal sealed class OgnlCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "ognl",
        Summary = "Execute ognl expression.",
        Description = """
            Begins at a type, @Namespace.Type@member, since there is no call to look at. What only reads needs the role
            observe; what calls code of the target or makes one of its objects needs the role change. Assigning to its
            objects is refused until options strict is false.

            It runs on a thread of the probe's own. A method that it calls and that does not return cannot be cut short:
            the job ends, the call stays in the target until it returns.

            Examples:
              ognl @demo.MathGame@random
              ognl -x 2 "@demo.MathGame@random"
              ognl "@System.Environment@ProcessorCount"
              ognl "#now=@System.DateTime@UtcNow, {#now.Year, #now.DayOfWeek}"
              ognl "new System.Version(1, 2).Major + 1"
              ognl "{1, 2, 3}.{? #this > 1}.{#this * 10}"
              ognl "#{\"pid\": @System.Environment@ProcessId, \"host\": @System.Environment@MachineName}"
            """,
        Options = OgnlOptions.All.ToSpecs(),
        Arguments = OgnlOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
