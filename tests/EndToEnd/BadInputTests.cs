using System.Text;
using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>What is wrong gets a clear answer at once, and hub and target are as healthy as before.</summary>
public sealed class BadInputTests
{
    private const string Watch = "watch demo.MathGame primeFactors ";
    private const string NothingAffected = "No class or method is affected";

    public static TheoryData<string, int, string> Commands => new()
    {
        { "watch", -10, "The argument 'class-pattern' is required" },
        { "watch demo.MathGame", -10, "The argument 'method-pattern' is required" },
        { Watch + "-x", -10, "The option 'expand' requires a value" },
        { Watch + "-n abc", 1, "Error during processing the command: Cannot inject value for option 'limits': 'abc' is not a 32-bit integer" },
        { Watch + "-n 99999999999", 1, "Error during processing the command: Cannot inject value for option 'limits': '99999999999' is not a 32-bit integer" },
        { Watch + "-M 0", -1, "sizeLimit must be greater than 0." },
        { Watch + "--nope", -1, "watch failed, condition is: null, express is: --nope, no such name 'nope'" },
        { Watch + "'params['", -1, "watch failed, condition is: null, express is: params[, expected a value but found the end of the expression (at position 7)" },
        { Watch + "params 'params[0] >'", -1, "watch failed, condition is: params[0] >, express is: params, expected a value" },
        { Watch + "'@No.Such@X'", -1, "watch failed, condition is: null, express is: @No.Such@X, no type 'No.Such' is loaded" },
        { Watch + "'" + new string('(', 5000) + "'", -1, "watch failed" },
        { Watch + "'params.nosuch' -n 1", -1, "watch failed" },
        { Watch + "'1 / 0' -n 1", -1, "watch failed, condition is: null, express is: 1 / 0, division by zero" },
        { Watch + "-c 123 -n 1", -1, NothingAffected },
        { "watch no.Such run", -1, NothingAffected },
        { "watch demo.MathGame nosuch", -1, NothingAffected },
        { "watch -E '[' run", -1, "The regex '[' is wrong" },
        { "watch -E '(((a*)*)*)*b' '((x+)+)+y'", -1, NothingAffected },
        { "watch System.String Concat params", -1, NothingAffected },
        { "sc -E '(?<x'", -1, "The regex '(?<x' is wrong" },
        { "sc -E '(((((a|b)*)*)*)*)*c'", 0, "" },
        { "sc -d *", -1, "The number of matching classes is greater than : 100." },
        { "sc no.Such", 0, "" },
        { "sm no.Such", 0, "" },
        { "jad no.Such", -1, "No class found for: no.Such" },
        { "jad demo.MathGame nosuch", -1, "No method found for: demo.MathGame nosuch" },
        { "thread 99999", 1, "thread do not exist! id: 99999" },
        { "thread abc", 1, "Error during processing the command: Cannot inject value for argument '0': 'abc' is not a 64-bit integer" },
        { "thread --state NOPE", 1, "Illegal argument, state should be one of [" },
        { "sysprop nosuch", 1, "There is no property with the key nosuch" },
        { "options nosuch 1", -1, "options[nosuch] not found." },
        { "options object-size-limit x", -1, "Cannot cast option value[x] to type[int]." },
        { "cat /no/such", -1, "cat /no/such: No such file or directory" },
        { "cat /tmp", -1, "cat /tmp: Is a directory" },
        { "cat /dev/zero", -1, "cat /dev/zero: Is too large" },
        { "cat /dev/stdin", -1, "cat /dev/stdin: Is a pipe or a terminal" },
        { "ognl '1 +'", -1, "Failed to execute ognl, exception message: expected a value" },
        { "getstatic no.Such x", -1, "No class found for: no.Such" },
    };

    [Fact]
    public async Task Commands_end_with_what_is_wrong_and_leave_nothing()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        await hub.Api.ResultsAsync(Watch + "params -n 1");

        foreach (var row in Commands)
        {
            var (command, code, message) = row.Data;
            var status = (await hub.Api.ResultsAsync(command)).One("status");
            Assert.True(code == status.GetProperty("statusCode").GetInt32(), $"{command}: {status}");
            Assert.StartsWith(message, status.TryGetProperty("message", out var text) ? text.GetString() : "", StringComparison.Ordinal);
        }

        Assert.Equal(0, (await hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
        Assert.Equal(["enhancer", "watch", "status"], (await hub.Api.ResultsAsync(Watch + "params -n 1")).Select(static result => result.Text("type")));
        Assert.False(game.HasExited);
    }

    [Fact]
    public async Task Bodies_are_refused_and_the_hub_answers_as_before()
    {
        await using var hub = await HubProcess.StartAsync("--Agent:Embedded", "false");
        byte[][] bodies =
        [
            [],
            "  "u8.ToArray(),
            "{\"action\":\"exec\""u8.ToArray(),
            [.. "{\"action\":\""u8, 0xFF, 0xFE, .. "\"}"u8],
            Encoding.Unicode.GetBytes("{\"action\":\"exec\"}"),
            Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}"),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
            Encoding.UTF8.GetBytes("{\"action\":\"exec\",\"execTimeout\":" + new string('9', 1_000_000) + "}"),
            Encoding.UTF8.GetBytes("{\"action\":\"exec\",\"command\":\"version\"} {}"),
        ];

        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(body);
            using var response = await hub.Api.Http.PostAsync(new Uri("/api", UriKind.Relative), content, TestContext.Current.CancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal("FAILED", answer.RootElement.Text("state"));
            Assert.StartsWith("Process request error: parse request failed: ", answer.RootElement.Text("message"), StringComparison.Ordinal);
        }

        Assert.Equal("SUCCEEDED", (await hub.Api.ExecAsync("version")).Text("state"));
    }

    [Fact]
    public async Task Of_two_commands_at_once_one_is_refused()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var (session, _) = await hub.Api.OpenAsync();

        for (var round = 0; round < 20; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.Api.ExecAsync(Watch + "params -n 1", session)));

            Assert.Contains(replies, static reply => reply.Text("state") == "SUCCEEDED");
            Assert.All(replies.Where(static reply => reply.Text("state") != "SUCCEEDED"), static reply =>
                Assert.Equal(("REFUSED", "Another job is running."), (reply.Text("state"), reply.Text("message"))));
        }
    }
}
