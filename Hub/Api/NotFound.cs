namespace Arthas.Hub.Api;

/// <summary>The answer of every path that is not there, in Arthas's words.</summary>
internal static class NotFound
{
    public static Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("Not found", http.RequestAborted);
    }
}
