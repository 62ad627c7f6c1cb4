using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Options;

namespace Arthas.Probe.Jobs;

/// <summary>What the expressions of a job may do.</summary>
internal static class JobExpressions
{
    private const int OwnItems = 100_000;

    private static readonly TimeSpan OwnBudget = TimeSpan.FromSeconds(2);

    /// <summary>On the application's threads.</summary>
    public static EvaluationContext Evaluation(this ProbeJob job) => new() { Role = job.Role, Strict = TargetOptions.Strict.IsOn };

    /// <summary>On a thread of ours, which nobody waits for.</summary>
    public static EvaluationContext OwnEvaluation(this ProbeJob job) => new()
    {
        Role = job.Role,
        Strict = TargetOptions.Strict.IsOn,
        Budget = OwnBudget,
        MaxItems = OwnItems,
        SlowAfter = TimeSpan.MaxValue,
    };
}
