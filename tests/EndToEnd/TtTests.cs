using System.Text.Json;
using System.Text.RegularExpressions;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class TtTests
{
    private const string Record = "tt -t demo.MathGame primeFactors -n 3";

    [Fact]
    public async Task Recorded_calls_are_what_the_target_did_and_can_be_made_again()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var recorded = await hub.Api.ResultsAsync("tt -t demo.MathGame primeFactors 'params[0] > 1' -n 3");
        var fragments = recorded.Where(result => result.Is("tt")).Select(result => result.GetProperty("timeFragmentList")[0]).ToList();
        Assert.Equal([1000, 1001, 1002], fragments.Select(Index));

        foreach (var fragment in fragments)
        {
            string line = $"{fragment.GetProperty("params")[0].GetProperty("object")}={Factors(fragment)}";
            await game.LineAsync(printed => printed == line, $"the line {line}");
            var again = (await hub.Api.ResultsAsync($"tt -i {Index(fragment)} -p")).One("tt");
            Assert.Equal(Factors(fragment), Factors(again.GetProperty("replayResult")));
            Assert.Equal(1, again.GetProperty("replayNo").GetInt32());
        }

        var listed = (await hub.Api.ResultsAsync("tt -l")).One("tt");
        Assert.Equal([1000, 1001, 1002], listed.GetProperty("timeFragmentList").EnumerateArray().Select(Index));
        Assert.True(listed.GetProperty("heldBytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Live_objects_are_shown_as_they_are_now()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);
        await hub.Api.ResultsAsync("tt -t demo.MathGame primeFactors 'params[0] < 0' -n 1");

        int first = await CountAsync(hub), next = first;
        while (next == first)
        {
            next = await CountAsync(hub);
        }

        Assert.True(next > first);
    }

    [Fact]
    public async Task Replay_is_heard_by_who_watches()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);
        var recorded = (await hub.Api.ResultsAsync("tt -t demo.MathGame primeFactors 'params[0] > 1' -n 1")).One("tt").GetProperty("timeFragmentList")[0];
        int number = recorded.GetProperty("params")[0].GetProperty("object").GetInt32();
        var (session, consumer) = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = $"watch demo.MathGame primeFactors params[0] 'params[0] == {number}' -n 2", sessionId = session });
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"));

        await hub.Api.ResultsAsync("tt -i 1000 -p --replay-times 2 --replay-interval 0");

        var heard = await hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));
        Assert.All(heard.Where(result => result.Is("watch")), result => Assert.Equal(number, result.GetProperty("value").GetInt32()));
        Assert.Equal(2, heard.Count(result => result.Is("watch")));
    }

    [Fact]
    public async Task Records_go_with_the_agent()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using (var hub = await HubProcess.StartForAsync(game))
        {
            await hub.Api.ResultsAsync(Record);
            await hub.Process.KillAsync();
        }

        await using var next = await HubProcess.StartForAsync(game);
        Assert.Empty((await next.Api.ResultsAsync("tt -l")).One("tt").GetProperty("timeFragmentList").EnumerateArray());
        Assert.Equal(1000, Index((await next.Api.ResultsAsync("tt -t demo.MathGame primeFactors -n 1")).One("tt").GetProperty("timeFragmentList")[0]));
    }

    [Fact]
    public async Task Records_go_when_their_time_is_over()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        await hub.Api.ResultsAsync($"{Record} --keep 1");

        while ((await hub.Api.ResultsAsync("tt -l")).One("tt").GetProperty("timeFragmentList").GetArrayLength() > 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Text_shows_records_as_a_table()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        await hub.Api.ResultsAsync(Record);

        string table = (await hub.Api.ResultsAsync("tt -l | plaintext")).First(result => result.Is("text")).Text("text");
        Assert.StartsWith(" INDEX  TIMESTAMP ", table, StringComparison.Ordinal);
        Assert.Matches(new Regex(@"^ 1000 +\d{4}-.* demo\.MathGame +primeFactors$", RegexOptions.Multiline), table);
    }

    private static int Index(JsonElement fragment) => fragment.GetProperty("index").GetInt32();

    private static string Factors(JsonElement fragment) => string.Join('*', fragment.GetProperty("returnObj").EnumerateArray());

    private static async Task<int> CountAsync(HubProcess hub) =>
        (await hub.Api.ResultsAsync("tt -i 1000 -w target.illegalArgumentCount")).One("tt").GetProperty("watchValue").GetInt32();
}
