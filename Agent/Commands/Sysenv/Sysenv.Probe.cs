using System.Collections;
using Arthas.Commands;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Sysenv;

internal sealed class Sysenv : IProbeCommand
{
    public string Name => "sysenv";

    public void Start(ProbeJob job)
    {
        var wanted = job.Command.Value(SysenvOptions.Name);
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry is { Key: string name, Value: string value } && (wanted is null || wanted == name))
            {
                variables[name] = value;
            }
        }

        job.Result("sysenv", variables, static (json, all) =>
        {
            json.WriteStartObject("env");
            foreach (var (name, value) in all)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        });
        job.End();
    }
}
