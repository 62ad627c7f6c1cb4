using System.Buffers;
using System.Text.Json;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Makes and writes a tree before the first one counts, so that neither the application nor the job's credit pays for what happens once.</summary>
internal static class Rehearsal
{
    private static readonly Lazy<int> Done = new(Run);

    public static void RunOnce() => _ = Done.Value;

    private static int Run()
    {
        WarmUp.RunOnce();
        WarmUp.CompileBeside(typeof(TraceListener));
        WarmUp.CompileBeside(typeof(CallListener));
        WarmUp.CompileBeside(typeof(CallSite));
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var tree = new TraceTree(TracedMethod.Of(typeof(Rehearsal).GetMethod(nameof(RunOnce))!, isRoot: true, framework: true));
        json.WriteStartObject();
        TreeWriter.Write(json, tree);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenCount;
    }
}
