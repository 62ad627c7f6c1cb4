using System.Text.Json;
using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Engines.Redis;

/// <summary>Agents and targets in Redis, under one hash tag: few agents, short scripts.</summary>
internal sealed class RedisFleet(RedisEngine redis, TimeProvider time) : IFleet
{
    private const string Agents = "arthas:{fleet}:agents";

    private readonly RedisCatalogues _catalogues = new(redis);

    public async ValueTask<RegisterOutcome> RegisterAsync(AgentRecord agent, LinkId link, CancellationToken cancel)
    {
        var (hash, catalogue) = RedisCatalogues.Pack(agent.Catalogue);
        var record = JsonSerializer.Serialize(agent with { Catalogue = [], Targets = [] }, RedisJson.Default.AgentRecord);
        var call = new List<object> { Agents, agent.Name, agent.Instance, link.ToString(), record, hash, "" };
        AddTargets(call, agent.Targets);

        // Agents of one version share a catalogue, so it is sent only when Redis does not have it.
        var outcome = (int)await redis.RunAsync("register", 1, [.. call], cancel);
        if (outcome > (int)RegisterOutcome.DuplicateName)
        {
            call[6] = catalogue;
            outcome = (int)await redis.RunAsync("register", 1, [.. call], cancel);
        }

        return (RegisterOutcome)outcome;
    }

    public async ValueTask<bool> RenewAsync(
        string agent, LinkId link, IReadOnlyList<TargetRecord>? targets, CancellationToken cancel)
    {
        var call = new List<object> { Agents, agent, link.ToString(), targets is null ? 0 : 1 };
        AddTargets(call, targets ?? []);
        return (int)await redis.RunAsync("renew", 1, [.. call], cancel) == 1;
    }

    public async ValueTask AwayAsync(string agent, LinkId link, CancellationToken cancel) =>
        await redis.RunAsync("away", 1, [Agents, agent, link.ToString()], cancel);

    public async ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel)
    {
        var agents = new Dictionary<string, AgentRecord>();
        await foreach (var agent in PagesAsync(records: true, cancel))
        {
            var record = await RecordAsync(agent, cancel);
            agents[record.Name] = record;
        }

        return [.. agents.Values];
    }

    public async ValueTask<AgentRecord?> AgentAsync(string agent, CancellationToken cancel)
    {
        var answer = await redis.RunAsync("agent", 1, [Agents, agent], cancel);
        return answer.IsNull ? null : await RecordAsync(answer.Items(), cancel);
    }

    public async ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel)
    {
        var targets = new Dictionary<string, TargetState>();
        await foreach (var agent in PagesAsync(records: false, cancel))
        {
            foreach (var target in agent[4].Items())
            {
                var state = State((string)agent[0]!, (int)agent[1] == 1, target);
                targets[state.Target.Id] = state;
            }
        }

        return [.. targets.Values];
    }

    public async ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel)
    {
        var answer = await redis.RunAsync("target", 1, [Agents, targetId], cancel);
        return answer.IsNull || answer.Items() is not [var agent, var away, var target] ? null : State((string)agent!, (int)away == 1, target);
    }

    public async ValueTask<bool> PostAsync(string agent, InboxMessage message, CancellationToken cancel)
    {
        var text = JsonSerializer.Serialize(message, RedisJson.Default.InboxMessage);
        return (int)await redis.RunAsync("post", 1, [Agents, agent, text, Links.Inbox.Most], cancel) == 1;
    }

    public async ValueTask<IReadOnlyList<InboxEntry>?> ReadInboxAsync(
        string agent, long after, TimeSpan wait, CancellationToken cancel)
    {
        using var hint = redis.Hints.For($"@{agent}", wait, time);
        while (true)
        {
            hint.Arm();
            var answer = await redis.RunAsync("inbox", 1, [Agents, agent, after, hint.Left, redis.Hints.Node], cancel);
            if (answer.IsNull)
            {
                return null;
            }

            if (answer.Items() is [var waits, var entries] && (int)waits == 0)
            {
                return [.. entries.Items().Select(Entry)];
            }

            await hint.WaitAsync(cancel);
        }
    }

    public async ValueTask AcknowledgeInboxAsync(string agent, long number, CancellationToken cancel) =>
        await redis.RunAsync("acknowledge", 1, [Agents, agent, number], cancel);

    public async ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel) =>
        (string[])(await redis.RunAsync("lost", 1, [Agents], cancel))!;

    public async ValueTask ForgetAsync(string agent, CancellationToken cancel) =>
        await redis.RunAsync("forget", 1, [Agents, agent], cancel);

    private async IAsyncEnumerable<StackExchange.Redis.RedisResult[]> PagesAsync(
        bool records, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var cursor = "0";
        do
        {
            var page = (await redis.RunAsync("agents", 1, [Agents, cursor, records ? 1 : 0], cancel)).Items();
            cursor = (string)page[0]!;
            foreach (var agent in page[1].Items())
            {
                yield return agent.Items();
            }
        }
        while (cursor != "0");
    }

    private async ValueTask<AgentRecord> RecordAsync(StackExchange.Redis.RedisResult[] agent, CancellationToken cancel) =>
        JsonSerializer.Deserialize((byte[])agent[2]!, RedisJson.Default.AgentRecord)! with
        {
            Catalogue = await _catalogues.GetAsync((string)agent[3]!, cancel),
            Targets = [.. agent[4].Items().Select(Target)],
        };

    private static void AddTargets(List<object> call, IReadOnlyList<TargetRecord> targets)
    {
        foreach (var target in targets)
        {
            call.Add(target.Id);
            call.Add(JsonSerializer.Serialize(target, RedisJson.Default.TargetRecord));
        }
    }

    private static TargetRecord Target(StackExchange.Redis.RedisResult json) =>
        JsonSerializer.Deserialize((byte[])json!, RedisJson.Default.TargetRecord)!;

    private static TargetState State(string agent, bool away, StackExchange.Redis.RedisResult target) =>
        new(Target(target), agent, away ? TargetState.Away : TargetState.Ready);

    private static InboxEntry Entry(StackExchange.Redis.RedisResult entry)
    {
        var (id, message) = ((string)entry.Items()[0]!, (byte[])entry.Items()[1].Items()[1]!);
        var number = long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
        return new InboxEntry(number, JsonSerializer.Deserialize(message, RedisJson.Default.InboxMessage)!);
    }
}
