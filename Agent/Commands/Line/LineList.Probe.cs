using System.Reflection;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Line;

/// <summary><c>--list-lines</c>: a result for each method.</summary>
internal static class LineList
{
    public static void Write(ProbeJob job, LineTargets targets)
    {
        var types = targets.Types();
        var methods = targets.Methods(types);
        if (methods.Count == 0)
        {
            job.End(-1, types.Count == 0 ? $"No class found for: {job.Command.Value(LineOptions.Class)}" : "No available line number is found.");
            return;
        }

        foreach (var method in methods)
        {
            job.Result("line-list", (Method: method, Places: targets.PlacesIn(method)), static (json, one) => Write(json, one.Method, one.Places));
        }

        job.End();
    }

    private static void Write(Utf8JsonWriter json, MethodBase code, IReadOnlyList<LinePlace> places)
    {
        var method = places[0].Method;
        json.WriteString("className", method.ClassName);
        json.WriteString("sourceFile", SourceLines.Find(code, places[0].Offset).File);
        json.WriteString("methodName", method.Written.Name);
        json.WriteString("methodDesc", Signatures.Descriptor(method.Written));
        json.WriteStartArray("lines");
        foreach (var line in places.Select(static place => place.Line).Distinct().Order())
        {
            json.WriteNumberValue(line);
        }

        json.WriteEndArray();
    }
}
