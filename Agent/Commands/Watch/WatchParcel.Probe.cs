using System.Reflection;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Watch;

/// <summary>One <c>watch</c> result in the making.</summary>
internal sealed class WatchParcel(CallPoint point, MethodBase method, double cost, Snapshot value, ValueLimits limits) : Parcel
{
    private const int KeysSize = 256;

    private readonly DateTimeOffset _moment = TimeProvider.System.GetUtcNow();

    public override long Size => value.Size + KeysSize;

    public override void Deliver(ProbeJob job) => job.Result("watch", (Parcel: this, Job: job), static (json, result) => result.Parcel.Write(json, result.Job));

    private void Write(System.Text.Json.Utf8JsonWriter json, ProbeJob job)
    {
        Timestamps.Write(json, "ts", _moment, limits.Form);
        json.WriteNumber("cost", cost);
        json.WriteString("className", TypeNames.OfDefinition(method.DeclaringType));
        json.WriteString("methodName", method.Name);
        json.WriteString("accessPoint", point.Name());
        json.WritePropertyName("value");
        value.WriteTo(json);
        ShownValues.Write(json, job, limits);
    }
}
