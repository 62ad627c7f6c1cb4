using System.Text.Json;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Line;

/// <summary>One <c>line</c> result in the making.</summary>
internal sealed class LineParcel(LinePlace place, double cost, Snapshot value, LinePlan plan) : Parcel
{
    private const int KeysSize = 384;

    private readonly DateTimeOffset _moment = TimeProvider.System.GetUtcNow();
    private readonly CallingThread _thread = CallingThread.Current;
    private readonly CallStack? _stack = plan.StackDepth > 0 ? CallStack.Take() : null;

    public override long Size => value.Size + KeysSize + (_stack?.Size ?? 0);

    public override void Deliver(ProbeJob job) => job.Result("line", (Parcel: this, Job: job), static (json, result) => result.Parcel.Write(json, result.Job));

    private void Write(Utf8JsonWriter json, ProbeJob job)
    {
        Timestamps.Write(json, "ts", _moment, plan.Limits.Form);
        json.WriteNumber("cost", cost);
        json.WriteString("className", place.Method.ClassName);
        json.WriteString("methodName", place.Method.Written.Name);
        json.WriteString("methodDesc", Signatures.Descriptor(place.Method.Written));
        json.WriteNumber("lineNumber", place.Line);
        json.WriteString("threadName", _thread.Name);
        json.WriteNumber("threadId", _thread.Id);
        json.WritePropertyName("value");
        value.WriteTo(json);
        ShownValues.Write(json, job, plan.Limits);
        _stack?.WriteFrames(json, plan.StackDepth);
    }
}
