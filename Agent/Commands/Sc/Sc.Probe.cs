using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;

namespace Arthas.Probe.Commands.Sc;

internal sealed class Sc : IProbeCommand
{
    private const int Segment = 256;

    public string Name => "sc";

    public void Start(ProbeJob job)
    {
        List<Type> types;
        try
        {
            types = TypeSearch.Run(job.Command, job.Command.Value(ScOptions.ClassPattern) ?? "");
        }
        catch (PatternException wrong)
        {
            job.End(-1, wrong.Message);
            return;
        }

        if (!job.Command.Value(ScOptions.Details))
        {
            List(job, types);
        }
        else if (DetailLimit.EndIfExceeded(job, types.Count))
        {
            return;
        }
        else
        {
            var (fields, expand) = (job.Command.Value(ScOptions.Field), job.Command.Value(ScOptions.Expand));
            foreach (var type in types)
            {
                job.Result("sc", new ClassDetail(type, fields, expand, job.Values), static (json, detail) =>
                {
                    json.WritePropertyName("classInfo");
                    detail.Write(json);
                    Flags(json, detailed: true, detail.WithFields, segment: 0);
                });
            }
        }

        job.Result("row_affect", types.Count, static (json, count) => json.WriteNumber("rowCount", count));
        job.End();
    }

    private static void List(ProbeJob job, List<Type> types)
    {
        var segment = 0;
        foreach (var names in types.Select(TypeFinder.NameOf).Distinct(StringComparer.Ordinal).Chunk(Segment))
        {
            job.Result("sc", (names, segment: segment++), static (json, part) =>
            {
                json.WriteStartArray("classNames");
                foreach (var name in part.names)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
                Flags(json, detailed: false, withField: false, part.segment);
            });
        }
    }

    private static void Flags(Utf8JsonWriter json, bool detailed, bool withField, int segment)
    {
        json.WriteBoolean("detailed", detailed);
        json.WriteBoolean("withField", withField);
        json.WriteNumber("segment", segment);
    }
}
