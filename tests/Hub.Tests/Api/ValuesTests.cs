using System.Text;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

/// <summary><c>values</c>: in the body or in the address, fixed by <c>init_session</c>, or for one <c>exec</c>.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("/api?values=text", """{"action":"init_session"}""")]
    [InlineData("/api", """{"action":"init_session","values":"text"}""")]
    [InlineData("/api?values=json", """{"action":"init_session","values":"Text"}""")]
    public async Task Init_session_fixes_them(string address, string body)
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();

        var session = (await PostAsync(hub, address, body)).Text("sessionId");

        await hub.ExecAsync("words", session);
        Assert.Equal(ValueForm.Text, (await agent.NextMessageAsync<InboxMessage.Run>()).Values);
        await hub.AskAsync(new { action = "async_exec", command = "words", sessionId = session });
        Assert.Equal(ValueForm.Text, (await agent.NextMessageAsync<InboxMessage.Run>()).Values);
    }

    [Fact]
    public async Task Exec_has_its_own()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        await PostAsync(hub, "/api?values=text", """{"action":"exec","command":"words"}""");
        Assert.Equal(ValueForm.Text, (await agent.NextMessageAsync<InboxMessage.Run>()).Values);
        await PostAsync(hub, "/api?values=text", $$"""{"action":"exec","command":"words","sessionId":"{{session}}"}""");
        Assert.Equal(ValueForm.Text, (await agent.NextMessageAsync<InboxMessage.Run>()).Values);
        await hub.ExecAsync("words", session);
        Assert.Equal(ValueForm.Json, (await agent.NextMessageAsync<InboxMessage.Run>()).Values);
    }

    [Fact]
    public async Task Async_exec_takes_no_other_than_its_session_s()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        var answer = await hub.AskAsync(new { action = "async_exec", command = "words", sessionId = session, values = "text" });

        Assert.Equal(
            ("FAILED", "the session's values are json: open one with values=text at init_session, or use exec"),
            (answer.Text("state"), answer.Text("message")));
    }

    [Theory]
    [InlineData("/api?values=xml", """{"action":"exec","command":"version"}""")]
    [InlineData("/api", """{"action":"exec","command":"version","values":"xml"}""")]
    public async Task Anything_else_is_refused_with_the_choices(string address, string body)
    {
        await using var hub = await TestHub.StartAsync();

        var answer = await PostAsync(hub, address, body);

        Assert.Equal("FAILED", answer.Text("state"));
        Assert.EndsWith("'values' must be json or text, not 'xml'", answer.Text("message"), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> PostAsync(TestHub hub, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        using var response = await hub.Http.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
