using System.Net;
using System.Text.RegularExpressions;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Page;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("/ui/", "text/html; charset=utf-8", "<base href=\"./\">")]
    [InlineData("/", "text/html; charset=utf-8", "<base href=\"ui/\">")]
    [InlineData("/ui/main.js", "text/javascript; charset=utf-8", "import ")]
    [InlineData("/ui/results/watch.js", "text/javascript; charset=utf-8", "export function watch")]
    [InlineData("/ui/style.css", "text/css; charset=utf-8", "body")]
    [InlineData("/ui/icon.svg", "image/svg+xml", "<svg")]
    public async Task Get_file_isServed(string path, string type, string part)
    {
        await using var hub = await TestHub.StartAsync();

        using var response = await GetAsync(hub, path);

        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.Contains(part, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ui", "/ui/")]
    [InlineData("/ui?a=b", "/ui/?a=b")]
    public async Task Get_uiWithoutSlash_isRedirected(string path, string location)
    {
        await using var hub = await TestHub.StartAsync();

        using var response = await GetAsync(hub, path);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(location, response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/ui/nothing.js")]
    [InlineData("/ui/PageEndpoint.cs")]
    [InlineData("/ui/../Program.cs")]
    [InlineData("/ui/%2e%2e/appsettings.json")]
    [InlineData("/ui/results/")]
    public async Task Get_noFile_isNotFound(string path)
    {
        await using var hub = await TestHub.StartAsync();

        using var response = await GetAsync(hub, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Files_nameOnlyEachOther_andNeverMarkup()
    {
        await using var hub = await TestHub.StartAsync();
        var seen = new HashSet<string>();
        var open = new Queue<string>(["/ui/"]);
        while (open.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using var response = await GetAsync(hub, path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, path);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch(@"(src|href|from|import|url)\W{1,3}(https?:)?//", text);
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval\\(|new Function", text);
            foreach (Match match in References().Matches(text))
            {
                open.Enqueue(new Uri(new Uri(hub.Address, path), match.Groups[1].Value).AbsolutePath);
            }
        }

        Assert.True(seen.Count > 10, string.Join(' ', seen));
    }

    private static async Task<HttpResponseMessage> GetAsync(TestHub hub, string path)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = hub.Address };
        var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        await response.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        return response;
    }

    [GeneratedRegex("""(?:from|src=|<link [^>]*href=)\s*["']([^"']+\.(?:js|css|svg))["']""")]
    private static partial Regex References();
}
