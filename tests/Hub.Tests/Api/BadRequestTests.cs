using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

public sealed class BadRequestTests
{
    private const string NoSession = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("", """{"message":"Process request error: parse request failed: request body is empty","state":"FAILED"}""")]
    [InlineData("null", """{"message":"Process request error: parse request failed: expected a JSON object, offset 0, line 1, column 1","state":"FAILED"}""")]
    [InlineData("{\"requestId\":\"r\",", """{"message":"Process request error: parse request failed: the text ends too early, offset 17, line 1, column 18","state":"FAILED"}""")]
    [InlineData("{}", """{"message":"'action' is required","state":"FAILED"}""")]
    [InlineData("""{"action":" ","requestId":""}""", """{"message":"'action' is required","requestId":"","state":"FAILED"}""")]
    [InlineData("""{"action":" fly ","requestId":"r1"}""", """{"message":"unknown action:  fly ","requestId":"r1","state":"FAILED"}""")]
    [InlineData("""{"action":"async_exec","command":"version"}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"interrupt_job","sessionId":""}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"pull_results"}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"join_session"}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"close_session"}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"session_info"}""", """{"message":"'sessionId' is required","state":"FAILED"}""")]
    [InlineData("""{"action":"exec","command":"version","sessionId":"x"}""", """{"message":"session not found: x","state":"FAILED"}""")]
    [InlineData($$"""{"action":"async_exec","sessionId":"{{NoSession}}"}""", $$"""{"message":"session not found: {{NoSession}}","state":"FAILED"}""")]
    [InlineData("""{"action":"close_session","sessionId":"<é\u0000\ud800>"}""", """{"message":"session not found: <é\u0000�>","state":"FAILED"}""")]
    public async Task Post_badRequest_answersExactly(string body, string expected)
    {
        await using var hub = await TestHub.StartAsync();

        Assert.Equal(expected, await hub.TextAsync(body));
    }

    [Theory]
    [InlineData("""{"action":"exec","command":""}""", "Exec command failed:'command' is required")]
    [InlineData("""{"action":"exec","command":" \t "}""", "Exec command failed:'command' is required")]
    [InlineData("""{"action":"exec","command":"&"}""", "Exec command failed:'command' is required")]
    [InlineData("""{"action":"exec"}""", "Exec command failed:'command' is required")]
    [InlineData("""{"action":"exec","command":"foo bar"}""", "Exec command failed:java.lang.IllegalArgumentException: foo: command not found")]
    [InlineData("""{"action":"exec","command":"| grep"}""", "Exec command failed:java.lang.IllegalArgumentException: |: command not found")]
    [InlineData("""{"action":"exec","command":"VERSION"}""", "Exec command failed:java.lang.IllegalArgumentException: VERSION: command not found")]
    [InlineData("""{"action":"exec","command":"version | grep"}""", "Exec command failed:com.taobao.middleware.cli.MissingValueException: The argument 'pattern' is required")]
    [InlineData("""{"action":"exec","command":"count 1 | tee -a | grep -m"}""", "Exec command failed:com.taobao.middleware.cli.MissingValueException: The option 'max-count' requires a value")]
    [InlineData("""{"action":"exec","command":"foo | grep"}""", "Exec command failed:java.lang.IllegalArgumentException: foo: command not found")]
    public async Task Exec_noCommand_fails(string body, string message)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var answer = await hub.AskAsync(body);

        Assert.Equal("FAILED", answer.Text("state"));
        Assert.Equal(message, answer.Text("message"));
    }

    [Theory]
    [InlineData("version -x", 0, null)]
    [InlineData("history x", 1, "Error during processing the command: Cannot inject value for argument '0': 'x' is not a 32-bit integer")]
    [InlineData("auth -n", -10, "The option 'username' requires a value")]
    [InlineData("grep", -10, "The argument 'pattern' is required")]
    [InlineData("auth", 0, "Authentication result: false, Need authentication: false")]
    [InlineData("version | grep x -A 1 | nonsense -q | tee", 0, null)]
    [InlineData("keymap", -1, "Command 'keymap' is only support tty session.")]
    [InlineData("cls", -1, "Command 'cls' is only support tty session.")]
    [InlineData("auth wrong", 1, "Authentication result: false, username: arthas")]
    public async Task Exec_wrongLine_endsWithItsStatus(string command, int code, string? message)
    {
        await using var hub = await TestHub.StartAsync();

        var answer = await hub.ExecAsync(command);

        Assert.Equal("SUCCEEDED", answer.Text("state"));
        var status = answer.Results().Last();
        Assert.Equal(code, status.GetProperty("statusCode").GetInt32());
        Assert.Equal(message, status.TryGetProperty("message", out var text) ? text.GetString() : null);
    }
}
