using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>What a login that may only observe can do to a real target, and what it cannot.</summary>
public sealed class RoleTests(RoleTests.TwoLogins shared) : IClassFixture<RoleTests.TwoLogins>
{
    /// <summary>A hub with both logins, and its target.</summary>
    public sealed class TwoLogins : IAsyncLifetime
    {
        private RunningProcess? _game;

        internal HubProcess Hub { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _game = await TargetProcess.MathGameAsync();
            Hub = await HubProcess.StartForAsync(_game, ["--Hub:Password", "all", "--Hub:ObserverPassword", "look"], "arthas:all");
        }

        public async ValueTask DisposeAsync()
        {
            await Hub.DisposeAsync();
            await _game!.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("watch demo.MathGame primeFactors '{params, target.illegalArgumentCount, returnObj.Count}' returnObj!=null -n 1")]
    [InlineData("ognl @demo.MathGame@random")]
    [InlineData("getstatic demo.MathGame random")]
    [InlineData("options strict")]
    [InlineData("sysprop")]
    public async Task Observer_reads(string command)
    {
        var hub = shared.Hub;
        hub.Api.Login("observer:look");

        Assert.Equal(0, (await StatusAsync(hub, command)).Code);
    }

    [Theory]
    [InlineData("watch demo.MathGame primeFactors target.run() -n 1", "needs the role 'change': it calls 'run'")]
    [InlineData("watch demo.MathGame primeFactors params target.run()==null -n 1", "needs the role 'change': it calls 'run'")]
    [InlineData("watch demo.MathGame primeFactors 'new demo.MathGame(null)' -n 1", "needs the role 'change': it makes a new demo.MathGame")]
    [InlineData("watch demo.MathGame primeFactors target.illegalArgumentCount=0 -n 1", "needs the role 'change': it assigns")]
    [InlineData("ognl @System.GC@Collect()", "needs the role 'change': it calls the static method 'Collect'")]
    [InlineData("getstatic demo.MathGame random Next()", "needs the role 'change': it calls 'Next'")]
    [InlineData("options strict false", "needs the role 'change'")]
    [InlineData("sysprop x.y z", "needs the role 'change'")]
    [InlineData("reset", "the command 'reset' needs the role 'change'; this login may only observe")]
    [InlineData("stop", "the command 'stop' needs the role 'change'; this login may only observe")]
    public async Task Observer_changes_nothing(string command, string message)
    {
        var hub = shared.Hub;
        hub.Api.Login("observer:look");

        var (code, told, results) = await StatusAsync(hub, command);

        Assert.Equal(-1, code);
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.DoesNotContain(results, result => result.Is("enhancer"));
    }

    [Fact]
    public async Task Getter_that_runs_code_ends_an_observers_watch_and_leaves_the_target_as_it_was()
    {
        var hub = shared.Hub;
        hub.Api.Login("observer:look");

        // Whose ToString it is shows at run time only.
        var (code, told, _) = await StatusAsync(hub, "watch demo.MathGame run target.ToString() -n 1");
        Assert.Equal(-1, code);
        Assert.Contains("calling System.Object.ToString runs code of the target, which needs the role 'change'", told, StringComparison.Ordinal);

        hub.Api.Login("arthas:all");
        Assert.Equal(0, (await hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
    }

    [Fact]
    public async Task Strict_refuses_assignment_until_it_is_switched_off()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        const string Assign = "watch demo.MathGame run '(target.illegalArgumentCount = 123456)' -n 1 -b";

        var (code, told, results) = await StatusAsync(hub, Assign);
        Assert.Equal(-1, code);
        Assert.Contains("By default, strict mode is true, not allowed to set object properties.", told, StringComparison.Ordinal);
        Assert.DoesNotContain(results, result => result.Is("enhancer"));

        await hub.Api.ResultsAsync("options strict false");
        Assert.Equal(0, (await StatusAsync(hub, Assign)).Code);
        var read = (await hub.Api.ResultsAsync("watch demo.MathGame run target.illegalArgumentCount -n 1")).One("watch").GetProperty("value").GetInt32();
        Assert.InRange(read, 123456, 123556);
    }

    private static async Task<(int Code, string? Message, IReadOnlyList<JsonElement> Results)> StatusAsync(HubProcess hub, string command)
    {
        var results = await hub.Api.ResultsAsync(command);
        var status = results.One("status");
        return (status.GetProperty("statusCode").GetInt32(), status.TryGetProperty("message", out var message) ? message.GetString() : null, results);
    }
}
