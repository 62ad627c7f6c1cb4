using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Options;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands;

/// <summary>How much of a value a command shows: <c>-x</c> and <c>-M</c>.</summary>
internal static class ValueOptions
{
    private const int MaxExpand = 4;

    /// <summary>A result has to fit into a frame.</summary>
    private const int MostBytes = 48 * 1024 * 1024;

    /// <summary>False when the job was ended, in Arthas's own words, for its wrong <c>-M</c>.</summary>
    public static bool TryRead(ProbeJob job, out ValueLimits limits)
    {
        var most = job.Command.Int32("sizeLimit", (int)TargetOptions.ObjectSizeLimit.Value);
        limits = ValueLimits.Default with { Expand = Math.Clamp(job.Command.Int32("expand", 1), 0, MaxExpand), MaxBytes = Math.Min(most, MostBytes), Form = job.Values };
        if (most > 0)
        {
            return true;
        }

        job.End(-1, "sizeLimit must be greater than 0.");
        return false;
    }

    /// <summary>What a value was shown with, for a result that carries one: both as numbers beside JSON, beside text only what was asked for.</summary>
    public static void Write(Utf8JsonWriter json, ProbeJob job, in ValueLimits limits)
    {
        if (limits.Form == ValueForm.Json || job.Command.Has("sizeLimit"))
        {
            json.WriteNumber("sizeLimit", limits.MaxBytes);
        }

        if (limits.Form == ValueForm.Json)
        {
            json.WriteNumber("expand", limits.Expand);
        }
    }
}
