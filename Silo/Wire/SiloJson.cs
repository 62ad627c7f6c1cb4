using System.Text.Json.Serialization;
using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>
/// The ports' types between nodes. They cross as bytes, so that the framework never learns them; unknown keys are
/// skipped, so that nodes of two versions share a cluster.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(Membership.MemberRow))]
[JsonSerializable(typeof(NewSession))]
[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(IReadOnlyList<SessionState>))]
[JsonSerializable(typeof(IReadOnlyList<JobState>))]
[JsonSerializable(typeof(IReadOnlyList<Due>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(AgentRecord))]
[JsonSerializable(typeof(LinkId))]
[JsonSerializable(typeof(TargetState))]
[JsonSerializable(typeof(IReadOnlyList<AgentRecord>))]
[JsonSerializable(typeof(IReadOnlyList<TargetRecord>))]
[JsonSerializable(typeof(IReadOnlyList<TargetState>))]
[JsonSerializable(typeof(InboxMessage))]
[JsonSerializable(typeof(IReadOnlyList<InboxEntry>))]
internal sealed partial class SiloJson : JsonSerializerContext;
