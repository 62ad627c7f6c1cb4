using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.History;

internal sealed class HistoryCommand(ISessions sessions) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "history",
        Summary = "Display command history",
        Description = """
            One history for the whole server: the last 500 lines, this one included.

            EXAMPLES:
              history
              history 5
              history -c
            """,
        Options = HistoryOptions.All.ToSpecs(),
        Arguments = HistoryOptions.Arguments.ToSpecs(),
    };

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        if (job.Command.Value(HistoryOptions.Clear))
        {
            await sessions.ClearHistoryAsync(cancel);
            return HubCommandEnd.Ok;
        }

        var lines = await sessions.HistoryAsync(cancel);
        var last = Math.Max(0, job.Command.Value(HistoryOptions.Count) ?? int.MaxValue);
        job.Result("history", json =>
        {
            json.WriteStartArray("history");
            foreach (var line in lines.TakeLast(last))
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        });
        return HubCommandEnd.Ok;
    }
}
