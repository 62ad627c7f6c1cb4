using System.Net;
using System.Text;
using System.Text.Json;
using Arthas.Fuzzing;
using Arthas.Hub.Tests.Running;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Hub.Tests.Api;

/// <summary>Whatever is posted: each has a clear answer, and the hub goes on.</summary>
public sealed class ApiFuzzTests
{
    private const string Session = "{session}";
    private const string Consumer = "{consumer}";

    private static readonly string[] States = ["SUCCEEDED", "SCHEDULED", "FAILED", "REFUSED", "INTERRUPTED"];

    private static readonly string[] Requests =
    [
        """{"action":"exec","command":"version","execTimeout":"100"}""",
        """{"action":"exec","command":"words 'a b' \"c\" | grep d &","execTimeout":100,"requestId":"r"}""",
        """{"action":"init_session","userId":"u","target":"app=MathGame"}""",
        $$"""{"action":"async_exec","command":"count 3","sessionId":"{{Session}}"}""",
        $$"""{"action":"pull_results","sessionId":"{{Session}}","consumerId":"{{Consumer}}","afterSeq":0}""",
        $$"""{"action":"interrupt_job","sessionId":"{{Session}}"}""",
        $$"""{"action":"session_info","sessionId":"{{Session}}",'x':[1,{"y":null},],}""",
    ];

    private static readonly string[] Keys = ["action", "command", "requestId", "sessionId", "consumerId", "userId", "execTimeout", "target", "afterSeq", "values", "role", "", "ACTION", "x"];

    private static readonly string[] Words =
        ["exec", "async_exec", "init_session", "join_session", "session_info", "pull_results", "interrupt_job", "stop_all", " EXEC ", "version", "help", "history", "jobs", "kill 1", "auth x", "count 2", "words a|b", "nope", Session, Consumer, "app=MathGame", "pid=0", "text"];

    private static Gen<string> Value { get; } = Gen.OneOf(
        Gen.Elements(Words).Select(Quoted),
        Texts.Any.Select(Quoted),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => $"{number}"),
        Gen.Elements("null", "true", "1.5", "1e400", "-0", "{}", "[]", "[1,[2]]", "{\"a\":{\"b\":[]}}", "NaN", "'single'", "\"\\ud800\"", new string('[', 2000), new string('9', 400)));

    private static Gen<string> AnyObject { get; } =
        from entries in (from key in Gen.Elements(Keys) from value in Value select $"{Quoted(key)}:{value}").ListOf()
        select "{" + string.Join(",", entries) + "}";

    private static Gen<byte[]> AnyBody { get; } = Gen.Frequency(
        (4, Texts.Utf8(Texts.Mutated(Gen.Elements(Requests)))),
        (3, Texts.Utf8(AnyObject)),
        (1, Texts.Utf8(Texts.Mutated(AnyObject))),
        (1, Texts.MutatedBytes(Texts.Utf8(Gen.Elements(Requests)))),
        (1, Texts.Bytes));

    [Fact]
    public async Task Post_anything_isAnsweredAndTheHubGoesOn()
    {
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:00:00.010", "--Hub:ExecTimeout", "00:00:01");
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();

        // On a thread of its own: FsCheck's properties are synchronous, and the hub lives in this process.
        await Task.Factory.StartNew(
            () => Fuzz.Check(AnyBody, rounds: 1500, body => Post(hub, Filled(body, session, consumer))),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("version")).Text("state"));
        Assert.Equal("SUCCEEDED", (await hub.AskAsync(new { action = "session_info", sessionId = session })).Text("state"));
    }

    private static void Post(TestHub hub, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        using var response = hub.Http.Send(request, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(response.Content.ReadAsStream(TestContext.Current.CancellationToken), Encoding.UTF8);
        var answer = reader.ReadToEnd();
        var about = $"{Encoding.UTF8.GetString(body)} -> {(int)response.StatusCode} {answer}";

        Assert.True(response.StatusCode == HttpStatusCode.OK, about);
        using var json = JsonDocument.Parse(answer);
        Assert.True(States.Contains(json.RootElement.GetProperty("state").GetString()), about);
        Assert.DoesNotContain("process http api request failed", answer, StringComparison.Ordinal);
    }

    // The session may not be closed by one of the requests, so its action is not among the words.
    private static byte[] Filled(byte[] body, string session, string consumer) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(body).Replace(Session, session, StringComparison.Ordinal).Replace(Consumer, consumer, StringComparison.Ordinal));

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
