using Arthas.Benchmarks.Links;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A thousand agents, linked to the nodes in turn, each with its heartbeats, on one node and on three: against one agent.</summary>
internal sealed class AgentsPair : IPair
{
    private const int Agents = 1_000;
    private const int AtOnce = 20;

    public string Name => "agents";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if (RedisProcess.WhyNot is { } why)
        {
            return [new($"{Agents:N0} agents ({why})", "", "", null, "")];
        }

        var rows = new List<Row>();
        foreach (var count in Nodes.Counts)
        {
            await using var nodes = await Nodes.StartAsync(count);
            var agents = new List<SimulatedAgent> { await StartAsync(nodes, 0) };
            // The code of fresh nodes gets faster for a while.
            await AskAsync(nodes, 1, effort);
            var alone = await AskAsync(nodes, 1, effort);
            var before = nodes.Resident;
            foreach (var some in Enumerable.Range(1, Agents - 1).Chunk(AtOnce))
            {
                agents.AddRange(await Task.WhenAll(some.Select(number => StartAsync(nodes, number))));
            }

            var among = await AskAsync(nodes, Agents, effort);
            rows.Add(new($"{Agents:N0} agents, {nodes.Text}: memory of the nodes, against one agent ({Amounts.Bytes((nodes.Resident - before) / Agents)} for each)", Amounts.Mebibytes(nodes.Resident), Amounts.Mebibytes(before), nodes.Resident / before, ""));
            rows.Add(new("`exec` of an agent's command meanwhile, p50, against one agent", Amounts.Milliseconds(among.Median), Amounts.Milliseconds(alone.Median), among.Median / alone.Median, ""));
            rows.Add(new("the same, p99", Amounts.Milliseconds(among.At(0.99)), Amounts.Milliseconds(alone.At(0.99)), among.At(0.99) / alone.At(0.99), ""));
            await Task.WhenAll(agents.Select(static agent => agent.DisposeAsync().AsTask()));
        }

        return rows;
    }

    private static Task<SimulatedAgent> StartAsync(Nodes nodes, int number) => SimulatedAgent.StartAsync(nodes.Address(number), $"a{number}");

    /// <summary>Of the agents in turn, and most often at a node that has not their link.</summary>
    private static Task<Samples> AskAsync(Nodes nodes, int agents, Effort effort) => nodes.AskAsync(
        effort.Rounds * 50,
        turn => $$"""{"action":"exec","command":"once","target":"{{SimulatedAgent.TargetOf($"a{turn * 7 % agents}")}}"}""");
}
