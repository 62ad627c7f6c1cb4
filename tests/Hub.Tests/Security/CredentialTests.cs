using System.Net;
using System.Text;
using Arthas.Hub.Security;
using Arthas.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Arthas.Hub.Tests.Security;

public sealed class CredentialTests
{
    private static readonly string[] Password = ["--Hub:Password", "geheim: ä"];
    private static readonly string[] Both = ["--Hub:Username", "ann", "--Hub:Password", "p"];

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Basic arthas:geheim: ä", 200)]
    [InlineData("basic arthas:geheim: ä", 200)]
    [InlineData("Basic arthas:", 401)]
    [InlineData("Basic arthas", 401)]
    [InlineData("Basic Arthas:geheim: ä", 401)]
    [InlineData("Basic arthas:geheim: äx", 401)]
    [InlineData("Bearer arthas:geheim: ä", 401)]
    public async Task Basic_withPassword(string? authorization, int status)
    {
        await using var hub = await TestHub.StartAsync(Password);

        using var response = await GetAsync(hub, "/api", authorization: Encode(authorization));

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Theory]
    [InlineData("/api", 401)]
    [InlineData("/api?password=p", 401)]
    [InlineData("/api?password=p&username=arthas", 401)]
    [InlineData("/api?password=p&username=ann", 200)]
    [InlineData("/api?password=&username=ann", 401)]
    [InlineData("/api?password=p&password=p&username=ann", 401)]
    [InlineData("/api/v1/targets", 401)]
    [InlineData("/ui/", 401)]
    [InlineData("/nothing", 401)]
    public async Task Query_withUsernameAndPassword(string path, int status)
    {
        await using var hub = await TestHub.StartAsync(Both);

        using var response = await GetAsync(hub, path);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Fact]
    public async Task Refusal_isEmptyAndAsksForBasic()
    {
        await using var hub = await TestHub.StartAsync(Password);

        using var response = await GetAsync(hub, "/api");

        Assert.Equal("Basic realm=\"arthas webconsole\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Cookie_letsLaterRequestsPass()
    {
        await using var hub = await TestHub.StartAsync(Both);
        using var first = await GetAsync(hub, "/api?password=p&username=ann");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));

        Assert.StartsWith("asession=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var value = cookie.Split(';')[0];
        using var later = await GetAsync(hub, "/api", cookie: value);
        using var forged = await GetAsync(hub, "/api", cookie: value[..^1] + (value[^1] == 'A' ? 'B' : 'A'));
        using var nonsense = await GetAsync(hub, "/api", cookie: "asession=x!");
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized],
            [later.StatusCode, forged.StatusCode, nonsense.StatusCode]);
    }

    [Fact]
    public async Task Cookie_ofAnotherPassword_isRefused()
    {
        await using var one = await TestHub.StartAsync(Both);
        await using var other = await TestHub.StartAsync("--Hub:Username", "ann", "--Hub:Password", "q");
        using var first = await GetAsync(one, "/api?password=p&username=ann");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var response = await GetAsync(other, "/api", cookie: cookie);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Login_loopbackWithoutPassword_isNotNeeded()
    {
        await using var hub = await TestHub.StartAsync();

        Assert.Null(await hub.Services.GetRequiredService<Credentials>().Login);
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0", "arthas")]
    [InlineData("--urls", "http://*:0", "arthas")]
    [InlineData("--Hub:Username", "ann", "ann")]
    public async Task Login_openListenerOrOnlyUsername_hasAMadePassword(string key, string value, string username)
    {
        await using var hub = await TestHub.StartAsync(key, value);

        var login = await hub.Services.GetRequiredService<Credentials>().Login;

        Assert.NotNull(login);
        Assert.Equal((username, true, 32), (login.Username, login.Made, login.Password.Length));
        using var without = await GetAsync(hub, "/api");
        using var with = await GetAsync(hub, "/api", authorization: Encode($"Basic {username}:{login.Password}"));
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [without.StatusCode, with.StatusCode]);
    }

    [Fact]
    public async Task Guessing_isSlowedDown_butNotForTheCookie()
    {
        await using var hub = await TestHub.StartAsync(Both);
        using var first = await GetAsync(hub, "/api?password=p&username=ann");
        for (var guess = 0; guess < 10; guess++)
        {
            using var wrong = await GetAsync(hub, $"/api?password={guess}&username=ann");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var right = await GetAsync(hub, "/api?password=p&username=ann");
        using var cookie = await GetAsync(hub, "/api", cookie: first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
        Assert.NotNull(right.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, cookie.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestHub hub, string path, string? authorization = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        return await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Encode(string? authorization)
    {
        var space = authorization?.IndexOf(' ', StringComparison.Ordinal) ?? 0;
        return authorization is null
            ? null
            : authorization[..space] + " " + Convert.ToBase64String(Encoding.UTF8.GetBytes(authorization[(space + 1)..]));
    }
}
