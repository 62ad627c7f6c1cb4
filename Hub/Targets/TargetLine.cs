using System.Text.Json.Serialization;
using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Targets;

internal sealed record TargetLine(string Id, string App, string Host, int Pid, string Runtime, string Agent, string State)
{
    public static TargetLine Of(TargetState target) => new(
        target.Target.Id,
        target.Target.App,
        target.Target.Host,
        target.Target.Pid,
        target.Target.Runtime,
        target.Agent,
        target.State);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<TargetLine>))]
internal sealed partial class TargetsJson : JsonSerializerContext;
