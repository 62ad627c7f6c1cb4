using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Tt;

internal sealed class TtCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "tt",
        Summary = "Time Tunnel",
        Description = $"""
            Records calls (-t) and keeps them in the target, to be listed (-l), shown (-i), searched (-s), asked (-w) and
            called again (-p). Records are numbered from 1000 and shared by all sessions of the target. Of a call its
            scalars, strings and arrays are copied at its entry; every other object is kept itself: it is shown as it is
            now, and stays in memory as long as its record. {EnhancingOptions.Limits.Default} records are kept (-n) for {TtOptions.DefaultKeepMinutes} minutes (--keep), and none when
            the agent has gone; -l tells what they hold.

            -p calls the method again on a thread of the probe's own, with the role change only.

            {ConditionHelp.Text}

            Examples:
              tt -t demo.MathGame primeFactors -n 5
              tt -t demo.MathGame primeFactors 'params[0]<0' -n 3 --keep 30m
              tt -l
              tt -i 1000
              tt -i 1000 -x 2
              tt -i 1000 -w '#cost'
              tt -i 1000 -w target -x 2
              tt -s 'method.Name == "primeFactors" && isThrow'
              tt -s 'isThrow' -w 'throwExp.Message'
              tt -i 1000 -p
              tt -i 1000 -p --replay-times 3 --replay-interval 500
              tt -i 1000 -d
              tt --delete-all
            """,
        Options = TtOptions.All.ToSpecs(),
        Arguments = TtOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: job.Command.Value(TtOptions.Record));
}
