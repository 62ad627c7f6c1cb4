using System.Buffers;
using System.Text;

namespace Arthas.Hub.Api;

/// <summary>Reads the request object as leniently as Arthas's JSON library does; unknown names are skipped.</summary>
internal static class ApiRequestReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="LenientJsonException">Says what is wrong and where.</exception>
    public static ApiRequest Read(ReadOnlySequence<byte> body)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw new LenientJsonException("the body is not UTF-8");
        }

        return Read(text);
    }

    public static ApiRequest Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new LenientJsonException("request body is empty");
        }

        var request = new ApiRequest();
        var json = new LenientJsonReader(text);
        json.ReadObject((ref LenientJsonReader value, string name) => request = name switch
        {
            "action" => request with { Action = value.ReadText() },
            "command" => request with { Command = value.ReadText() },
            "requestId" => request with { RequestId = value.ReadText() },
            "sessionId" => request with { SessionId = Filled(value.ReadText()) },
            "consumerId" => request with { ConsumerId = Filled(value.ReadText()) },
            "userId" => request with { UserId = Filled(value.ReadText()) },
            "execTimeout" => request with { ExecTimeout = (int?)value.ReadInteger(int.MinValue, int.MaxValue) },
            "target" => request with { Target = Filled(value.ReadText()) },
            "afterSeq" => request with { AfterSeq = value.ReadInteger(0, long.MaxValue) },
            _ => Skip(ref value, request),
        });
        return request;
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static ApiRequest Skip(ref LenientJsonReader value, ApiRequest request)
    {
        value.Skip();
        return request;
    }
}
