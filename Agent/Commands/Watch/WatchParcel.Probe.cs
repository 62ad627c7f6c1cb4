using System.Reflection;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Watch;

/// <summary>One <c>watch</c> result in the making.</summary>
internal sealed class WatchParcel(CallPoint point, MethodBase method, double cost, Snapshot value, ValueLimits limits) : Parcel
{
    private const int KeysSize = 256;

    private readonly long _milliseconds = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public override long Size => value.Size + KeysSize;

    public override void Deliver(ProbeJob job) => job.Result("watch", this, static (json, result) => result.Write(json));

    private void Write(System.Text.Json.Utf8JsonWriter json)
    {
        json.WriteNumber("ts", _milliseconds);
        json.WriteNumber("cost", cost);
        json.WriteString("className", TypeNames.OfDefinition(method.DeclaringType));
        json.WriteString("methodName", method.Name);
        json.WriteString("accessPoint", point.Name());
        json.WritePropertyName("value");
        value.WriteTo(json);
        json.WriteNumber("sizeLimit", limits.MaxBytes);
        json.WriteNumber("expand", limits.Expand);
    }
}
