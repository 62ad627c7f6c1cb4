using System.Text.Json;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Options;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands;

/// <summary>How much of a value a command shows: <c>-x</c> and <c>-M</c>.</summary>
internal static class ShownValues
{
    /// <summary>False when the job was ended, in Arthas's own words, for its wrong <c>-M</c>.</summary>
    public static bool TryRead(ProbeJob job, out ValueLimits limits)
    {
        var most = job.Command.ValueOr(ValueOptions.SizeLimit, (int)TargetOptions.ObjectSizeLimit.Value);
        limits = ValueLimits.Default with
        {
            Expand = Math.Clamp(job.Command.Value(ValueOptions.Expand), 0, ValueOptions.MaxExpand),
            MaxBytes = Math.Min(most, ValueOptions.MostBytes),
            Form = job.Values,
        };
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
        if (limits.Form == ValueForm.Json || job.Command.Has(ValueOptions.SizeLimit))
        {
            json.WriteNumber("sizeLimit", limits.MaxBytes);
        }

        if (limits.Form == ValueForm.Json)
        {
            json.WriteNumber("expand", limits.Expand);
        }
    }
}
