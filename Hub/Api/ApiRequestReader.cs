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
        json.ReadObject((ref LenientJsonReader value, string name) => Take(request, name, ref value));
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

    private static void Take(ApiRequest request, string name, ref LenientJsonReader value)
    {
        switch (name)
        {
            case "action":
                request.Action = value.ReadText();
                break;
            case "command":
                request.Command = value.ReadText();
                break;
            case "requestId":
                request.RequestId = value.ReadText();
                break;
            case "sessionId":
                request.SessionId = Filled(value.ReadText());
                break;
            case "consumerId":
                request.ConsumerId = Filled(value.ReadText());
                break;
            case "userId":
                request.UserId = Filled(value.ReadText());
                break;
            case "execTimeout":
                request.ExecTimeout = (int?)value.ReadInteger(int.MinValue, int.MaxValue);
                break;
            case "values":
                request.Values = ReadForm(value.ReadText());
                break;
            case "target":
                request.Target = Filled(value.ReadText());
                break;
            case "afterSeq":
                request.AfterSeq = value.ReadInteger(0, long.MaxValue);
                break;
            default:
                value.Skip();
                break;
        }
    }
}
