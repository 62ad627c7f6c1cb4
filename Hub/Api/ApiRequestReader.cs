using System.Buffers;
using System.Text;
using Arthas.Contracts.Probes;

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
            "values" => request with { Values = ReadForm(value.ReadText()) },
            "target" => request with { Target = Filled(value.ReadText()) },
            "afterSeq" => request with { AfterSeq = value.ReadInteger(0, long.MaxValue) },
            _ => Skip(ref value, request),
        });
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

    private static ApiRequest Skip(ref LenientJsonReader value, ApiRequest request)
    {
        value.Skip();
        return request;
    }
}
