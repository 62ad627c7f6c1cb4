using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Expressions;
using Arthas.Probe.Expressions.Types;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Ognl;

internal sealed class Ognl : IProbeCommand
{
    public string Name => "ognl";

    public void Start(ProbeJob job)
    {
        if (!ShownValues.TryRead(job, out var limits))
        {
            return;
        }

        try
        {
            if (ResolverOf(job) is not { } types)
            {
                return;
            }

            var evaluation = job.OwnEvaluation();
            var expression = ExpressionCompiler.Compile(evaluation, job.Command.Value(OgnlOptions.Express), [], types);
            OwnEvaluations.Run(job, () =>
            {
                var value = Snapshot.Take(expression.Evaluate(null, variables: null, evaluation), limits);
                job.Result("ognl", (value, limits, job), static (json, taken) =>
                {
                    json.WritePropertyName("value");
                    taken.value.WriteTo(json);
                    ShownValues.Write(json, taken.job, taken.limits);
                });
                job.End();
            });
        }
        catch (ExpressionException wrong)
        {
            job.End(-1, $"Failed to execute ognl, exception message: {wrong.Explanation}");
        }
    }

    /// <summary>Null when the job was ended: there is no such load context, or there are several.</summary>
    private static TypeResolver? ResolverOf(ProbeJob job)
    {
        if (job.Command.Value(OgnlOptions.Loader) is { } hash)
        {
            if (LoadContexts.WithHash(hash) is { } context)
            {
                return new TypeResolver(context);
            }

            job.End(-1, $"Can not find classloader with hashCode: {hash}.");
            return null;
        }

        if (job.Command.Value(OgnlOptions.LoaderClass) is not { } name)
        {
            return TypeResolver.Default;
        }

        var matching = AssemblyLoadContext.All.Where(c => c.GetType().FullName == name).ToList();
        switch (matching)
        {
            case []:
                job.End(-1, $"Can not find classloader by class name: {name}.");
                return null;
            case [var only]:
                return new TypeResolver(only);
            default:
                job.Result("ognl", (name, matching), static (json, found) => Several(json, found.name, found.matching));
                job.End(-1, "Found more than one classloader by class name, please specify classloader with '-c <classloader hash>'");
                return null;
        }
    }

    private static void Several(Utf8JsonWriter json, string name, List<AssemblyLoadContext> contexts)
    {
        json.WriteString("classLoaderClass", name);
        json.WriteStartArray("matchedClassLoaders");
        foreach (var context in contexts)
        {
            json.WriteStartObject();
            json.WriteString("hash", LoadContexts.HashOf(context));
            json.WriteString("name", LoadContexts.Describe(context));
            json.WriteNumber("loadedCount", context.Assemblies.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
