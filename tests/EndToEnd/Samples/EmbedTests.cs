using System.Net;
using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Samples;

/// <summary>An application with the hub inside: its own endpoints stay what they were, and the hub works below a prefix.</summary>
public sealed class EmbedTests : IAsyncLifetime
{
    private const string Login = "ops:change me";

    private SampleProcess _sample = null!;

    private HttpClient Http => _sample.Api.Http;

    public async ValueTask InitializeAsync() => _sample = await SampleProcess.StartAsync("Embed", "/diagnostics");

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task The_applications_own_endpoints_know_nothing_of_the_hub()
    {
        using var price = await SendAsync("/prices/apple", host: "shop.example", origin: "http://elsewhere.example");
        using var me = await SendAsync("/me");
        using var login = await Http.PostAsync(new Uri("/login/ann", UriKind.Relative), null, TestContext.Current.CancellationToken);
        using var known = await SendAsync("/me", cookie: login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var nowhere = await SendAsync("/nowhere");

        Assert.Equal("6.25", await price.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(price.Headers, header => header.Key is "Content-Security-Policy" or "X-Frame-Options" or "Set-Cookie" or "Cache-Control");
        // Its own login is asked, by its own way of asking.
        Assert.Equal(HttpStatusCode.Redirect, me.StatusCode);
        Assert.Equal("ann", await known.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Empty(await nowhere.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_hub_asks_for_its_own_login_below_its_prefix_only()
    {
        using var own = await Http.PostAsync(new Uri("/login/ann", UriKind.Relative), null, TestContext.Current.CancellationToken);
        using var refused = await SendAsync("/diagnostics/ui/", cookie: own.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var foreign = await SendAsync("/diagnostics/ui/", host: "elsewhere.example", login: Login);
        using var entered = await SendAsync("/diagnostics/ui/?", login: Login);
        var cookie = entered.Headers.GetValues("Set-Cookie").Single();
        using var again = await SendAsync("/diagnostics/ui/", cookie: cookie.Split(';')[0]);
        using var dashboard = await SendAsync("/diagnostics/orleans/ClusterStats", login: Login);
        using var nobody = await SendAsync("/diagnostics/orleans/ClusterStats");
        using var health = await SendAsync("/diagnostics/health/ready");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Contains("path=/diagnostics", cookie);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task The_page_and_all_its_files_are_below_the_prefix()
    {
        using var root = await SendAsync("/diagnostics", login: Login);
        using var page = await SendAsync("/diagnostics/ui/", login: Login);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var files = System.Text.RegularExpressions.Regex.Matches(html, "(?:src|href)=\"([^\"./][^\"]*)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.Equal("/diagnostics/", root.Headers.Location!.ToString());
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var found = await SendAsync($"/diagnostics/ui/{file}", login: Login);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        }
    }

    [Fact]
    public async Task The_application_watches_itself()
    {
        _sample.Api.Login(Login);
        var (session, consumer) = await _sample.Api.OpenAsync();
        await _sample.Api.PostAsync(new { action = "async_exec", sessionId = session, command = "watch Embed.Prices Of {params,returnObj} -n 1" });
        await _sample.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"));

        using var price = await SendAsync("/prices/pear");
        var watched = (await _sample.Api.PullUntilAsync(session, consumer, result => result.Is("watch"))).One("watch");

        Assert.Equal("[[\"pear\"],5.00]", JsonSerializer.Serialize(watched.GetProperty("value")));
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? host = null, string? login = null, string? cookie = null, string? origin = null)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _sample.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        if (login is not null)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(login)));
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
