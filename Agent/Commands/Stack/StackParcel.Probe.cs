using System.Reflection;
using System.Text.Json;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Stack;

/// <summary>One <c>stack</c> result in the making.</summary>
internal sealed class StackParcel(MethodBase method, CallStack stack) : Parcel
{
    private const int KeysSize = 256;

    private readonly long _milliseconds = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public override long Size => stack.Size + KeysSize;

    public override void Deliver(ProbeJob job) => job.Result("stack", this, static (json, result) => result.Write(json));

    private void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("ts", _milliseconds);

        // Arthas never sets it, and clients show it.
        json.WritePropertyName("cost");
        json.WriteRawValue("0.0"u8);
        stack.Thread.WriteTo(json, method, idAsText: true);
        stack.WriteFrames(json);
    }
}
