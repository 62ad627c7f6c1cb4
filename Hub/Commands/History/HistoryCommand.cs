using Arthas.Contracts.CommandLine;
using Arthas.Silo.Hosting;
using Arthas.Silo.Ledgers;

namespace Arthas.Hub.Commands.History;

internal sealed class HistoryCommand(IGrainFactory grains, GrainCalls calls, HistoryWriter history) : IHubCommand
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
            await history.FlushAsync();
            await calls.RunAsync(() => grains.GetGrain<IHistoryGrain>(0).ClearAsync(), cancel);
            return HubCommandEnd.Ok;
        }

        // This line may be on its way yet, from the silo of its session.
        await history.FlushAsync();
        HistoryLine[] mine = [job.Line];
        await calls.RunAsync(() => grains.GetGrain<IHistoryGrain>(0).AddAsync(mine), cancel);
        var lines = await calls.RunAsync(() => grains.GetGrain<IHistoryGrain>(0).LinesAsync(), cancel);
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
