using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Sm;

internal sealed class Sm : IProbeCommand
{
    public string Name => "sm";

    public void Start(ProbeJob job)
    {
        List<Type> types;
        NamePattern methods;
        try
        {
            types = TypeSearch.Run(job.Command, job.Command.Value(SmOptions.ClassPattern) ?? "");
            methods = NamePattern.ForMethods(job.Command.Value(ClassOptions.MethodPattern), job.Command.Value(ClassOptions.Regex));
            if (DetailLimit.EndIfExceeded(job, types.Count))
            {
                return;
            }

            job.Result("row_affect", Write(job, types, methods), static (json, count) => json.WriteNumber("rowCount", count));
            job.End();
        }
        catch (PatternException wrong)
        {
            job.End(-1, wrong.Message);
        }
    }

    private static int Write(ProbeJob job, List<Type> types, NamePattern methods)
    {
        var detail = job.Command.Value(SmOptions.Details);
        var count = 0;
        foreach (var (type, method) in types.SelectMany(t => MethodFinder.Find(t, methods).Select(m => (t, m))))
        {
            job.Result("sm", (type, method, detail), static (json, found) =>
            {
                json.WriteBoolean("detail", found.detail);
                json.WriteStartObject("methodInfo");
                Method(json, found.type, found.method, found.detail);
                json.WriteEndObject();
            });
            count++;
        }

        return count;
    }

    private static void Method(Utf8JsonWriter json, Type type, MethodBase method, bool detail)
    {
        json.WriteString("declaringClass", TypeFinder.NameOf(type));
        json.WriteString("methodName", method.Name);
        json.WriteString("descriptor", Signatures.Descriptor(method));
        json.WriteBoolean("constructor", method.IsConstructor);
        if (!detail)
        {
            return;
        }

        json.WriteString("modifier", Signatures.Modifiers(method));
        Names(json, "annotations", Signatures.Attributes(method));
        Names(json, "parameters", method.GetParameters().Select(static p => TypeNames.Of(p.ParameterType)));
        if (!method.IsConstructor)
        {
            json.WriteString("returnType", Signatures.ReturnType(method));
        }

        // Nothing in .NET declares what a method throws; clients index the key.
        Names(json, "exceptions", []);
        var loader = AssemblyLoadContext.GetLoadContext(type.Assembly);
        json.WriteString("classLoaderHash", loader is null ? "null" : LoadContexts.HashOf(loader));
    }

    private static void Names(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
