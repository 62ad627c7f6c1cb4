using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Security;

public sealed class RoleTests
{
    private static readonly string[] TwoLogins = ["--Hub:Password", "all", "--Hub:ObserverPassword", "look"];

    [Theory]
    [InlineData("arthas:all", Role.Admin)]
    [InlineData("observer:look", Role.Observe)]
    public async Task Job_hasTheRoleOfItsRequest(string login, Role role)
    {
        await using var hub = await TestHub.StartAsync(TwoLogins);
        var agent = await hub.AgentAsync();

        using var response = await PostAsync(hub, "count 1", login, cookie: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(role, (await agent.NextMessageAsync<InboxMessage.Run>()).Role);
    }

    [Theory]
    [InlineData("arthas:all", Role.Admin)]
    [InlineData("observer:look", Role.Observe)]
    public async Task Cookie_keepsTheRole(string login, Role role)
    {
        await using var hub = await TestHub.StartAsync(TwoLogins);
        var agent = await hub.AgentAsync();
        using var first = await PostAsync(hub, "version", login, cookie: null);

        using var second = await PostAsync(hub, "count 1", login: null, first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(role, (await agent.NextMessageAsync<InboxMessage.Run>()).Role);
    }

    [Theory]
    [InlineData("observer:all")]
    [InlineData("arthas:look")]
    [InlineData("observer:")]
    public async Task Login_ofOneUserWithTheOthersPassword_isRefused(string login)
    {
        await using var hub = await TestHub.StartAsync(TwoLogins);

        using var response = await PostAsync(hub, "version", login, cookie: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Job_withoutAnyLogin_mayDoAll()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();

        await hub.ExecAsync("count 1");

        Assert.Equal(Role.Admin, (await agent.NextMessageAsync<InboxMessage.Run>()).Role);
    }

    [Fact]
    public async Task Role_inTheBody_isNotListenedTo()
    {
        await using var hub = await TestHub.StartAsync(TwoLogins);
        var agent = await hub.AgentAsync();

        using var response = await PostAsync(hub, "count 1", "observer:look", cookie: null, role: "Change");

        Assert.Equal(Role.Observe, (await agent.NextMessageAsync<InboxMessage.Run>()).Role);
    }

    [Fact]
    public async Task ObserverAlone_makesAPasswordForTheFirst()
    {
        await using var hub = await TestHub.StartAsync("--Hub:ObserverPassword", "look");

        using var without = await PostAsync(hub, "version", login: null, cookie: null);
        using var observer = await PostAsync(hub, "version", "observer:look", cookie: null);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, observer.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(TestHub hub, string command, string? login, string? cookie, string? role = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string?> { ["action"] = "exec", ["command"] = command, ["role"] = role, ["Role"] = role })),
        };
        if (login is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
