using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;

namespace Arthas.Probe.Commands.Jad;

/// <summary>Finds the type and tells where its IL and that of the assemblies around it are; the agent decompiles.</summary>
internal sealed class Jad : IProbeCommand
{
    public string Name => "jad";

    public void Start(ProbeJob job)
    {
        try
        {
            job.Result("jad", Find(job.Command), static (json, types) =>
            {
                json.WriteStartArray("types");
                foreach (var type in types)
                {
                    Write(json, type);
                }

                json.WriteEndArray();
                if (types is [var only])
                {
                    WriteAssemblies(json, only);
                }
            });
            job.End();
        }
        catch (PatternException wrong)
        {
            job.End(-1, wrong.Message);
        }
    }

    private static List<Type> Find(ParsedCommand command)
    {
        var pattern = NamePattern.ForTypes(command.Value(JadOptions.ClassPattern) ?? "", command.Value(ClassOptions.Regex));
        var loaderClass = command.Value(ClassOptions.LoaderClass);
        var found = TypeFinder.Find(pattern, command.Value(JadOptions.Loader)?.ToLowerInvariant())
            .Where(type => loaderClass is null || AssemblyLoadContext.GetLoadContext(type.Assembly)?.GetType().FullName == loaderClass)
            .ToHashSet();

        // A nested type comes with the type around it.
        return [.. found.Where(type => !Around(type).Any(found.Contains)).OrderBy(TypeFinder.NameOf, StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> Around(Type type)
    {
        for (var outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType)
        {
            yield return outer;
        }
    }

    private static void Write(Utf8JsonWriter json, Type type)
    {
        var context = AssemblyLoadContext.GetLoadContext(type.Assembly);
        json.WriteStartObject();
        json.WriteString("name", TypeFinder.NameOf(type));
        json.WriteNumber("token", type.MetadataToken);
        json.WriteString("location", Location(type.Assembly));
        json.WriteString("classLoaderHash", context is null ? "null" : LoadContexts.HashOf(context));
        json.WriteStartArray("classloader");
        if (context is not null)
        {
            json.WriteStringValue(LoadContexts.Describe(context));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>By name, those of the type's own context first: another context may hold another version.</summary>
    private static void WriteAssemblies(Utf8JsonWriter json, Type type)
    {
        var own = AssemblyLoadContext.GetLoadContext(type.Assembly);
        json.WriteStartObject("assemblies");
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => Location(assembly).Length > 0)
            .OrderBy(assembly => AssemblyLoadContext.GetLoadContext(assembly) != own)
            .DistinctBy(assembly => assembly.GetName().Name))
        {
            json.WriteString(assembly.GetName().Name!, Location(assembly));
        }

        json.WriteEndObject();
    }

    private static string Location(Assembly assembly) => assembly.IsDynamic ? "" : assembly.Location;
}
