using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Tt;

/// <summary>A recorded call on its way to the others.</summary>
internal sealed class TtParcel(Recording recording, TimeFragment fragment) : Parcel
{
    public override long Size => fragment.Bytes;

    public override void Deliver(ProbeJob job)
    {
        TimeFragments.Shared.Add(fragment, recording.Count, recording.Kept);
        job.Result("tt", (fragment, recording, First: recording.TryTakeFirst()), static (json, taken) =>
        {
            json.WriteBoolean("first", taken.First);
            json.WriteStartArray("timeFragmentList");
            FragmentJson.Write(json, taken.fragment, taken.recording.Limits);
            json.WriteEndArray();
        });
    }
}
