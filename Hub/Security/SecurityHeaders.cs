namespace Arthas.Hub.Security;

/// <summary>What a browser must not do with anything that comes from here.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // The page's script and style are files of this hub; nothing is inline, nothing comes from elsewhere, and nobody
    // may put it into a frame and have its buttons clicked.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(http);
    }
}
