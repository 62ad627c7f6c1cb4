using System.Text.Json.Serialization;

namespace Arthas.Contracts.Links;

/// <summary>Control frames as JSON. Batches are binary: see <see cref="BatchCodec"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(LinkFrame))]
internal sealed partial class LinkJson : JsonSerializerContext;
