using System.Net;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Security;

public sealed class HostCheckTests
{
    private const string Loopback = "http://127.0.0.1:0";
    private const string Everywhere = "http://0.0.0.0:0";

    [Theory]
    [InlineData(Loopback, "127.0.0.1", 200)]
    [InlineData(Loopback, "localhost:1", 200)]
    [InlineData(Loopback, "LOCALHOST", 200)]
    [InlineData(Loopback, "[::1]:8563", 200)]
    [InlineData(Loopback, "127.0.0.2", 200)]
    [InlineData(Loopback, "evil.example", 403)]
    [InlineData(Loopback, "localhost.evil.example", 403)]
    [InlineData(Loopback, "10.1.2.3", 403)]
    [InlineData(Loopback, "arthas.corp", 200)]
    [InlineData(Loopback, "ARTHAS.corp:443", 200)]
    [InlineData(Everywhere, "10.1.2.3:8563", 200)]
    [InlineData(Everywhere, "evil.example", 403)]
    public async Task Host_mustNameTheHub(string url, string host, int status)
    {
        await using var hub = await TestHub.StartAsync("--urls", url, "--Hub:AllowedHosts", "arthas.corp; other", "--Hub:Password", "p");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api?password=p", UriKind.Relative));
        request.Headers.Host = host;

        Assert.Equal((HttpStatusCode)status, await StatusAsync(hub, request));
    }

    [Theory]
    [InlineData("http://{host}", 200)]
    [InlineData("https://{host}", 200)]
    [InlineData("https://arthas.corp", 200)]
    [InlineData("http://localhost:{port}", 403)]
    [InlineData("http://127.0.0.1", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("http://evil.example", 403)]
    [InlineData("http://{host}.evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("file://", 403)]
    [InlineData("chrome-extension://abc", 403)]
    [InlineData("x", 403)]
    public async Task Origin_mustBeTheHubsOwn(string origin, int status)
    {
        await using var hub = await TestHub.StartAsync("--Hub:AllowedHosts", "arthas.corp");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api", UriKind.Relative)) { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("Origin", origin
            .Replace("{host}", hub.Address.Authority, StringComparison.Ordinal)
            .Replace("{port}", $"{hub.Address.Port}", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode)status, await StatusAsync(hub, request));
    }

    [Theory]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/health/ready")]
    [InlineData("HEAD", "/health/live")]
    public async Task Health_needsNeitherCredentialsNorName(string method, string path)
    {
        await using var hub = await TestHub.StartAsync("--Hub:Password", "p");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(path, UriKind.Relative));
        request.Headers.Host = "balancer";

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hub, request));
    }

    [Fact]
    public async Task Answers_carrySecurityHeaders()
    {
        await using var hub = await TestHub.StartAsync();

        using var response = await hub.Http.GetAsync(new Uri("/api/v1/targets", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<HttpStatusCode> StatusAsync(TestHub hub, HttpRequestMessage request)
    {
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
