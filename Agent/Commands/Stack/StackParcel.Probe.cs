using System.Reflection;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Stack;

/// <summary>One <c>stack</c> result in the making.</summary>
internal sealed class StackParcel(MethodBase method, CallStack stack) : Parcel
{
    private const int KeysSize = 256;

    private readonly DateTimeOffset _moment = TimeProvider.System.GetUtcNow();

    public override long Size => stack.Size + KeysSize;

    public override void Deliver(ProbeJob job) => job.Result("stack", (Parcel: this, job.Values), static (json, result) => result.Parcel.Write(json, result.Values));

    private void Write(Utf8JsonWriter json, ValueForm values)
    {
        Timestamps.Write(json, "ts", _moment, values);

        // Arthas never sets it, and clients show it.
        json.WritePropertyName("cost");
        json.WriteRawValue("0.0"u8);
        stack.Thread.WriteTo(json, method, idAsText: true);
        stack.WriteFrames(json);
    }
}
