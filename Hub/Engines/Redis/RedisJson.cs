using System.Text.Json.Serialization;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Engines.Redis;

/// <summary>What the scripts keep without looking into it. Unknown keys are skipped, so that nodes of two versions share a Redis.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(AgentRecord))]
[JsonSerializable(typeof(TargetRecord))]
[JsonSerializable(typeof(InboxMessage))]
[JsonSerializable(typeof(IReadOnlyList<CommandSpec>))]
internal sealed partial class RedisJson : JsonSerializerContext;
