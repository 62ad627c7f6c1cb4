using System.Buffers;
using System.Text;
using Arthas.Contracts.CommandLine;

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
        json.ReadObject((ref LenientJsonReader value, string name) => request = With(request, name, ref value));
        return request;
    }

    /// <summary>Null for an empty text.</summary>
    /// <exception cref="LenientJsonException">It is neither of the two words.</exception>
    public static ValueForm? ReadForm(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "JSON" => ValueForm.Json,
        "TEXT" => ValueForm.Text,
        _ => throw new LenientJsonException($"'values' must be json or text, not '{(text.Length > 100 ? text[..100] : text)}'"),
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static ApiRequest With(ApiRequest request, string name, ref LenientJsonReader value)
    {
        switch (name)
        {
            case "action":
                return request with { Action = value.ReadText() };
            case "command":
                return request with { Command = value.ReadText() };
            case "requestId":
                return request with { RequestId = value.ReadText() };
            case "sessionId":
                return request with { SessionId = Filled(value.ReadText()) };
            case "consumerId":
                return request with { ConsumerId = Filled(value.ReadText()) };
            case "userId":
                return request with { UserId = Filled(value.ReadText()) };
            case "execTimeout":
                return request with { ExecTimeout = (int?)value.ReadInteger(int.MinValue, int.MaxValue) };
            case "values":
                return request with { Values = ReadForm(value.ReadText()) };
            case "target":
                return request with { Target = Filled(value.ReadText()) };
            case "afterSeq":
                return request with { AfterSeq = value.ReadInteger(0, long.MaxValue) };
            default:
                value.Skip();
                return request;
        }
    }
}
