using System.Net;
using System.Net.Sockets;
using System.Text;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

public sealed class TransportTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("Brew")]
    public async Task Api_otherMethod_isRefusedWithStatus200(string method)
    {
        await using var hub = await TestHub.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/api", UriKind.Relative));

        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            $$"""{"message":"Unsupported http method: {{method}}","state":"REFUSED"}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Api_head_answersWithoutBody()
    {
        await using var hub = await TestHub.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/api", UriKind.Relative));

        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/")]
    [InlineData("/API")]
    [InlineData("/api/x")]
    [InlineData("/nothing.html")]
    [InlineData("/%2e%2e/etc/passwd")]
    public async Task Post_otherPath_isNotFound(string path)
    {
        await using var hub = await TestHub.StartAsync();
        using var content = new StringContent("{}");

        using var response = await hub.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("Not found", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Post_queryString_isAllowed()
    {
        await using var hub = await TestHub.StartAsync();
        using var content = new StringContent("""{"action":"exec","command":"version"}""");

        using var response = await hub.Http.PostAsync(new Uri("/api?a=b", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("\"state\":\"SUCCEEDED\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Post_bodyOverTheLimit_is413(bool chunked, bool asksFirst)
    {
        await using var hub = await TestHub.StartAsync();
        using var content = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api", UriKind.Relative)) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = asksFirst;

        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Post_brokenBody_failsWithStatus200()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(hub.Address.Host, hub.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);

        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"POST /api HTTP/1.1\r\nHost: {hub.Address.Authority}\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n"),
            TestContext.Current.CancellationToken);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Contains("\"state\":\"FAILED\"", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_bodyAtTheLimit_isRead()
    {
        await using var hub = await TestHub.StartAsync();
        var head = """{"action":"exec","command":"version"}""";

        var answer = await hub.TextAsync(head + new string(' ', (10 * 1024 * 1024) - head.Length));

        Assert.Contains("\"state\":\"SUCCEEDED\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_twice_staysOnOneConnection()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(hub.Address.Host, hub.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);

        for (var round = 0; round < 2; round++)
        {
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes($"POST /api HTTP/1.1\r\nHost: {hub.Address.Authority}\r\nContent-Length: 2\r\n\r\n{{}}"),
                TestContext.Current.CancellationToken);
            Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } header)
            {
                Assert.DoesNotContain("close", header, StringComparison.OrdinalIgnoreCase);
            }

            var body = new char["""{"message":"'action' is required","state":"FAILED"}""".Length];
            await reader.ReadBlockAsync(body, TestContext.Current.CancellationToken);
            Assert.Equal("""{"message":"'action' is required","state":"FAILED"}""", new string(body));
        }
    }
}
