using System.Text.Json.Serialization;
using Arthas.Silo.Fleet;

namespace Arthas.Hub.Targets;

/// <param name="Reason">Why it cannot be diagnosed, with what fixes it.</param>
internal sealed record TargetLine(string Id, string App, string Host, int Pid, string Runtime, string Agent, string State, string? Reason)
{
    public static TargetLine Of(TargetState target) => new(
        target.Target.Id,
        target.Target.App,
        target.Target.Host,
        target.Target.Pid,
        target.Target.Runtime,
        target.Agent,
        target.Target.Unavailable is null ? target.State : TargetState.Unavailable,
        target.Target.Unavailable);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<TargetLine>))]
internal sealed partial class TargetsJson : JsonSerializerContext;
