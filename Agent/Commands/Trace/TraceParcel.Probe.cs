using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Trace;

/// <summary>One <c>trace</c> result in the making.</summary>
internal sealed class TraceParcel(TraceTree tree) : Parcel
{
    private const int NodeSize = 300;

    public override long Size => (tree.Nodes + 2) * NodeSize;

    public override void Deliver(ProbeJob job) => job.Result("trace", tree, static (json, ended) => TreeWriter.Write(json, ended));
}
