using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Tt;

/// <summary>A record, or one more call of it, with the keys of Arthas's TimeFragmentVO.</summary>
internal static class FragmentJson
{
    public static void Write(Utf8JsonWriter json, TimeFragment fragment, in ValueLimits limits)
    {
        json.WriteStartObject();
        WriteHead(json, fragment, fragment.Moment, fragment.Milliseconds, fragment.Exception is null, limits);
        WriteValue(json, "returnObj", fragment.Result, limits);
        WriteValue(json, "throwExp", fragment.Exception, limits);
        json.WriteEndObject();
    }

    /// <summary>Of another call of a record: only what it ended with is there.</summary>
    public static void WriteReplay(Utf8JsonWriter json, TimeFragment fragment, Replayed again, in ValueLimits limits)
    {
        json.WriteStartObject();
        WriteHead(json, fragment, again.Moment, again.Milliseconds, again.Exception is null, limits);
        if (again.Exception is { } exception)
        {
            WriteValue(json, "throwExp", exception, limits);
        }
        else
        {
            WriteValue(json, "returnObj", again.Result, limits);
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, TimeFragment fragment, DateTimeOffset moment, double milliseconds, bool returned, in ValueLimits limits)
    {
        json.WriteNumber("index", fragment.Index);
        json.WriteString("timestamp", Timestamps.Text(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond))));
        json.WriteNumber("cost", milliseconds);
        json.WriteBoolean("return", returned);
        json.WriteBoolean("throw", !returned);
        json.WriteString("object", fragment.Target is null ? "NULL" : string.Create(CultureInfo.InvariantCulture, $"0x{RuntimeHelpers.GetHashCode(fragment.Target):x}"));
        json.WriteString("className", TypeNames.OfDefinition(fragment.Method.DeclaringType));
        json.WriteString("methodName", fragment.Method.Name);
        json.WriteStartArray("params");
        foreach (var argument in fragment.Arguments)
        {
            json.WriteStartObject();
            json.WriteNumber("expand", limits.Expand);
            if (argument is not null || limits.Form == ValueForm.Json)
            {
                WriteValue(json, "object", argument, limits);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value, in ValueLimits limits)
    {
        json.WritePropertyName(name);
        Snapshot.Take(value, limits).WriteTo(json);
    }
}
