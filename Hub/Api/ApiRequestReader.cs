using System.Buffers;
using System.Text;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Api;

/// <summary>Reads the request object as leniently as Arthas's JSON library does; unknown names are skipped.</summary>
internal static class ApiRequestReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="bound">The target in the request's path.</param>
    /// <exception cref="LenientJsonException">Says what is wrong and where.</exception>
    public static ApiRequest Read(ReadOnlySequence<byte> body, string? bound = null, Role role = Role.Observe)
    {
        var text = ArrayPool<char>.Shared.Rent(StrictUtf8.GetMaxCharCount((int)body.Length));
        try
        {
            return Read(text.AsSpan(0, StrictUtf8.GetChars(body, text)), bound, role);
        }
        catch (DecoderFallbackException)
        {
            throw new LenientJsonException("the body is not UTF-8");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    public static ApiRequest Read(ReadOnlySpan<char> text, string? bound = null, Role role = Role.Observe)
    {
        text = text.TrimStart('\uFEFF');
        if (text.IsWhiteSpace())
        {
            throw new LenientJsonException("request body is empty");
        }

        string? action = null, command = null, requestId = null, sessionId = null, consumerId = null, userId = null, target = null;
        ValueForm? values = null;
        int? execTimeout = null;
        long? afterSeq = null;
        var json = new LenientJsonReader(text);
        json.Begin();
        for (var first = true; json.TryReadName(first, out var name); first = false)
        {
            switch (name)
            {
                case "action":
                    action = json.ReadText();
                    break;
                case "command":
                    command = json.ReadText();
                    break;
                case "requestId":
                    requestId = json.ReadText();
                    break;
                case "sessionId":
                    sessionId = Filled(json.ReadText());
                    break;
                case "consumerId":
                    consumerId = Filled(json.ReadText());
                    break;
                case "userId":
                    userId = Filled(json.ReadText());
                    break;
                case "execTimeout":
                    execTimeout = (int?)json.ReadInteger(int.MinValue, int.MaxValue);
                    break;
                case "values":
                    values = ReadForm(json.ReadText());
                    break;
                case "target":
                    target = Filled(json.ReadText());
                    break;
                case "afterSeq":
                    afterSeq = json.ReadInteger(0, long.MaxValue);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        json.End();
        return new ApiRequest
        {
            Action = action,
            Command = command,
            RequestId = requestId,
            SessionId = sessionId,
            ConsumerId = consumerId,
            UserId = userId,
            Target = target,
            Values = values,
            ExecTimeout = execTimeout,
            AfterSeq = afterSeq,
            Bound = bound,
            Role = role,
        };
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
}
