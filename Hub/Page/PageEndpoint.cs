using System.Text;
using Arthas.Hub.Api;

namespace Arthas.Hub.Page;

/// <summary><c>/ui/</c> and <c>/</c>: one page on the HTTP API, made of files that are embedded as they stand.</summary>
internal static class PageEndpoint
{
    private const string Prefix = "Page/";
    private const string Index = "index.html";

    private static readonly Dictionary<string, byte[]> Files = typeof(PageEndpoint).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    private static readonly byte[] IndexAtRoot =
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Files[Index]).Replace("<base href=\"./\">", "<base href=\"ui/\">", StringComparison.Ordinal));

    public static void MapPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (RequestDelegate)RootAsync);
        endpoints.MapGet("/ui/{**file}", (RequestDelegate)UiAsync);
    }

    // Routing does not tell /ui from /ui/, nor /prefix from /prefix/: from there the page's files would be looked for beside it.
    private static Task RootAsync(HttpContext http)
    {
        if (EndsInFolder(http))
        {
            return AnswerAsync(http, Index, IndexAtRoot);
        }

        http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path}/{http.Request.QueryString}");
        return Task.CompletedTask;
    }

    private static bool EndsInFolder(HttpContext http) => http.Request.Path.Value is not [.., not '/'];

    private static Task UiAsync(HttpContext http)
    {
        if (http.Request.RouteValues["file"] is null && !EndsInFolder(http))
        {
            http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path}/{http.Request.QueryString}");
            return Task.CompletedTask;
        }

        var file = http.Request.RouteValues["file"] as string;
        var name = string.IsNullOrEmpty(file) ? Index : file;
        return Files.TryGetValue(name, out var bytes) ? AnswerAsync(http, name, bytes) : NotFound.AnswerAsync(http);
    }

    private static async Task AnswerAsync(HttpContext http, string name, byte[] bytes)
    {
        http.Response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageEndpoint).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
