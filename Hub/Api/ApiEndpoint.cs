using System.Buffers;
using Arthas.Hub.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Arthas.Hub.Api;

/// <summary>
/// <c>POST /api</c>: the Arthas HTTP API. Its answers are HTTP 200 whatever their state.
/// <c>POST /proxy/{target}/api</c>: the same, bound to one target.
/// </summary>
internal static class ApiEndpoint
{
    /// <summary>A larger request body is answered with HTTP 413.</summary>
    public const int LargestBody = 10 * 1024 * 1024;

    /// <summary>
    /// Of a larger one so much is let in after the answer (and thrown away): a client that sends all of it before it
    /// reads would see a broken connection otherwise.
    /// </summary>
    private const int LargestRead = 64 * 1024 * 1024;

    private const string Proxy = "/proxy/";

    private const string Target = "target";

    /// <summary>The builder is answered so that a host can add policies of its own.</summary>
    public static IEndpointConventionBuilder MapArthasApi(this IEndpointRouteBuilder endpoints)
    {
        // Asked for once: a request that asks for services gets a scope of its own for them.
        var dispatcher = endpoints.ServiceProvider.GetRequiredService<ApiDispatcher>();
        var api = endpoints.MapGroup("");
        api.Map("/api", (RequestDelegate)AnswerAsync);
        api.Map($"{Proxy}{{{Target}}}/api", (RequestDelegate)AnswerAsync);
        return api;

        Task AnswerAsync(HttpContext http) => ApiEndpoint.AnswerAsync(http, dispatcher);
    }

    private static async Task AnswerAsync(HttpContext http, ApiDispatcher dispatcher)
    {
        // Routing is kinder than Arthas: neither /api/ nor /API is the API, below whatever prefix.
        var path = http.Request.Path.Value!;
        var target = http.GetRouteValue(Target) as string;
        if (!path.EndsWith("/api", StringComparison.Ordinal) || (target is not null && !path.Contains(Proxy, StringComparison.Ordinal)))
        {
            await NotFound.AnswerAsync(http);
            return;
        }

        try
        {
            ApiResponse response;
            if (!HttpMethods.IsPost(http.Request.Method))
            {
                response = ApiResponse.Refused($"Unsupported http method: {http.Request.Method}");
            }
            else
            {
                var (request, wrong) = await ReadAsync(http, target);
                var userId = http.Request.QueryString.HasValue ? http.Request.Query["userId"].ToString() : "";
                response = wrong ?? await dispatcher.AnswerAsync(request!, userId.Length == 0 ? null : userId, http.RequestAborted);
            }

            await ApiResponseWriter.WriteAsync(http.Response, response, http.RequestAborted);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = wrong.StatusCode;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    /// <returns>The request, or the answer to what is none.</returns>
    private static async ValueTask<(ApiRequest? Request, ApiResponse? Wrong)> ReadAsync(HttpContext http, string? target)
    {
        try
        {
            var request = await ReadBodyAsync(http, target);
            return (request.Values is null && http.Request.QueryString.HasValue
                ? request with { Values = ApiRequestReader.ReadForm(http.Request.Query["values"]) }
                : request, null);
        }
        catch (Exception wrong) when (wrong is LenientJsonException
            or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            return (null, ApiResponse.Failed($"Process request error: parse request failed: {wrong.Message}"));
        }
    }

    private static async ValueTask<ApiRequest> ReadBodyAsync(HttpContext http, string? target)
    {
        var role = ArthasAuthentication.RoleOf(http.User);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // A client that asks first sends nothing after a refusal.
            limit.MaxRequestBodySize = http.Request.Headers.Expect.Count > 0 ? LargestBody : LargestRead;
        }

        if (http.Request.ContentLength > LargestBody)
        {
            throw TooLarge();
        }

        ArrayBufferWriter<byte>? body = null;
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            if ((body?.WrittenCount ?? 0) + read.Buffer.Length > LargestBody)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                throw TooLarge();
            }

            if (body is null && read.IsCompleted)
            {
                // The most of them come in one piece.
                try
                {
                    return ApiRequestReader.Read(read.Buffer, target, role);
                }
                finally
                {
                    http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                }
            }

            body ??= new ArrayBufferWriter<byte>((int)Math.Clamp(http.Request.ContentLength ?? 1024, 16, 64 * 1024));
            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return ApiRequestReader.Read(new ReadOnlySequence<byte>(body.WrittenMemory), target, role);
            }
        }
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
