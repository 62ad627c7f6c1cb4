using Arthas.Contracts.CommandLine;
using Arthas.Hub.Commands;

namespace OneCommand;

/// <summary><c>runbook high-cpu</c>: what this team does about an alert, as the configuration's section <c>Runbooks</c> has it.</summary>
public sealed class RunbookCommand(IConfiguration configuration) : IHubCommand
{
    private static readonly Argument<string?> Alert = new("alert", "The alert's name") { Required = true };

    public CommandSpec Spec { get; } = new()
    {
        Name = "runbook",
        Summary = "What to do about an alert",
        Description = "EXAMPLES:\n  runbook high-cpu",
        Arguments = [Alert.ToSpec()],
    };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var alert = job.Command.Value(Alert);
        if (configuration[$"Runbooks:{alert}"] is not { } steps)
        {
            return ValueTask.FromResult(new HubCommandEnd(-1, $"There is no runbook for {alert}."));
        }

        job.Result("runbook", json => json.WriteString("steps", steps));
        return ValueTask.FromResult(HubCommandEnd.Ok);
    }
}
