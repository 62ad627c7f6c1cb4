using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arthas.Contracts.Cluster;

namespace Arthas.Contracts.Results;

/// <summary>A result that is not a command's own output: what the hub says itself, and every job's <c>status</c>.</summary>
public abstract record ControlResult
{
    // As Arthas writes them: only what JSON demands is escaped, so a quote in a message is \" and not \u0022.
    private static readonly ControlJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    [JsonPropertyOrder(-1)]
    public int JobId { get; init; }

    [JsonPropertyOrder(1)]
    public abstract string Type { get; }

    public Result ToResult() => new(JobId, Type, JsonSerializer.SerializeToUtf8Bytes(this, GetType(), Json));
}
