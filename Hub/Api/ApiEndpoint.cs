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
        var api = endpoints.MapGroup("");
        api.Map("/api", AnswerAsync);
        api.Map($"{Proxy}{{{Target}}}/api", AnswerAsync);
        return api;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        // Routing is kinder than Arthas: neither /api/ nor /API is the API.
        var target = (string?)http.GetRouteValue(Target);
        var path = http.Request.Path.Value!;
        if (target is null ? path != "/api" : !path.StartsWith(Proxy, StringComparison.Ordinal) || !path.EndsWith("/api", StringComparison.Ordinal))
        {
            await NotFound.AnswerAsync(http);
            return;
        }

        try
        {
            var response = HttpMethods.IsPost(http.Request.Method)
                ? await PostAsync(http, target)
                : ApiResponse.Refused($"Unsupported http method: {http.Request.Method}");
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

    private static async ValueTask<ApiResponse> PostAsync(HttpContext http, string? target)
    {
        ApiRequest request;
        try
        {
            request = ApiRequestReader.Read(await ReadBodyAsync(http)) with { Bound = target };
            request = request with { Values = request.Values ?? ApiRequestReader.ReadForm(http.Request.Query["values"]) };
        }
        catch (Exception wrong) when (wrong is LenientJsonException
            or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            return ApiResponse.Failed($"Process request error: parse request failed: {wrong.Message}");
        }

        var userId = http.Request.Query["userId"].ToString();
        return await http.RequestServices.GetRequiredService<ApiDispatcher>()
            .AnswerAsync(request with { Role = Caller.RoleOf(http) }, userId.Length == 0 ? null : userId, http.RequestAborted);
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadBodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // A client that asks first sends nothing after a refusal.
            limit.MaxRequestBodySize = http.Request.Headers.Expect.Count > 0 ? LargestBody : LargestRead;
        }

        if (http.Request.ContentLength > LargestBody)
        {
            throw TooLarge();
        }

        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(http.Request.ContentLength ?? 1024, 16, 64 * 1024));
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            if (body.WrittenCount + read.Buffer.Length > LargestBody)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                throw TooLarge();
            }

            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return new ReadOnlySequence<byte>(body.WrittenMemory);
            }
        }
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
