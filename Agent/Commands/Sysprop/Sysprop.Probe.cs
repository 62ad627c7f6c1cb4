using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Sysprop;

internal sealed class Sysprop : IProbeCommand
{
    public string Name => "sysprop";

    public void Start(ProbeJob job)
    {
        var name = job.Command.Value(SyspropOptions.Name);
        var value = job.Command.Value(SyspropOptions.Value);
        if (name is not null && value is not null)
        {
            if (job.Role < Role.Change)
            {
                job.End(-1, RoleRefusal.Of("to change a property", Role.Change, job.Role));
                return;
            }

            SystemProperties.Set(name, value);
            job.Result("message", "Successfully changed the system property.", static (json, text) => json.WriteString("message", text));
        }

        var all = SystemProperties.All();
        if (name is not null)
        {
            if (!all.TryGetValue(name, out var found))
            {
                job.End(1, $"There is no property with the key {name}");
                return;
            }

            all = new SortedDictionary<string, string>(StringComparer.Ordinal) { [name] = found };
        }

        job.Result("sysprop", all, static (json, properties) =>
        {
            json.WriteStartObject("props");
            foreach (var (key, text) in properties)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
        });
        job.End();
    }
}
