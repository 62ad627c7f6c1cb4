using Arthas.Probe.Jobs;

namespace Arthas.Probe.Listening;

/// <summary>Something a listener took on the application's thread and that is delivered to the job on ours.</summary>
internal abstract class Parcel
{
    /// <summary>Bytes it keeps alive until then, roughly.</summary>
    public abstract long Size { get; }

    public abstract void Deliver(ProbeJob job);
}

internal sealed class MessageParcel(string text) : Parcel
{
    public override long Size => text.Length;

    public override void Deliver(ProbeJob job) => job.Result("message", text, static (json, message) => json.WriteString("message", message));
}

internal sealed class EndParcel(int statusCode, string? message) : Parcel
{
    public override long Size => 0;

    public override void Deliver(ProbeJob job) => job.End(statusCode, message);
}
