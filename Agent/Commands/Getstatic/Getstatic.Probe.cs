using System.Reflection;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Getstatic;

internal sealed class Getstatic : IProbeCommand
{
    public string Name => "getstatic";

    public void Start(ProbeJob job)
    {
        if (!ShownValues.TryRead(job, out var limits))
        {
            return;
        }

        try
        {
            var types = TypeFinder.Find(
                NamePattern.ForTypes(job.Command.Value(GetstaticOptions.ClassPattern) ?? "", job.Command.Value(ClassOptions.Regex)),
                TypeSearch.Loader(job.Command));
            var fields = NamePattern.ForFields(job.Command.Value(GetstaticOptions.FieldPattern), job.Command.Value(ClassOptions.Regex));
            var evaluation = job.OwnEvaluation();
            var express = job.Command.Value(GetstaticOptions.Express) is { Length: > 0 } text ? ExpressionCompiler.Compile(evaluation, text) : null;
            OwnEvaluations.Run(job, () => Show(job, types, fields, new FieldReader(express, evaluation, limits)));
        }
        catch (PatternException wrong)
        {
            End(job, 0, -1, wrong.Message);
        }
        catch (ExpressionException wrong)
        {
            End(job, 0, -1, FieldReader.Failed(wrong.Explanation));
        }
    }

    private static void Show(ProbeJob job, List<Type> types, NamePattern fields, FieldReader reader)
    {
        var (classes, names) = (job.Command.Value(GetstaticOptions.ClassPattern), job.Command.Value(GetstaticOptions.FieldPattern));
        switch (types)
        {
            case []:
                End(job, 0, -1, $"No class found for: {classes}");
                return;
            case [{ ContainsGenericParameters: true } generic]:
                var name = TypeFinder.NameOf(generic);
                End(job, 0, -1, $"{name} is generic, and each of its constructions has static fields of its own: read those of one, as in ognl '@{name}[System.Int32]@{names}'");
                return;
            case [var type]:
                var found = StaticFields.Of(type, fields).ToList();
                var read = found.Count(field => reader.Show(job, field.Name, field.Field));
                End(job, read, found.Count == 0 ? -1 : 0, found.Count == 0 ? "getstatic: no matched static field was found" : null);
                return;
        }

        var message = $"Found more than one class for: {classes}, Please use: getstatic -c <hashcode> {classes} {names}";
        job.Result("message", message, static (json, text) => json.WriteString("message", text));
        job.Result("getstatic", types, static (json, several) => Several(json, several));
        End(job, 0, -1, message);
    }

    private static void Several(Utf8JsonWriter json, List<Type> types)
    {
        json.WriteStartArray("matchedClasses");
        foreach (var type in types)
        {
            ClassSummary.Write(json, type);
        }

        json.WriteEndArray();
    }

    private static void End(ProbeJob job, int rows, int status, string? message)
    {
        job.Result("row_affect", rows, static (json, count) => json.WriteNumber("rowCount", count));
        job.End(status, message);
    }
}
