using System.Reflection;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Getstatic;

/// <summary>Reads one static field, looks the expression up in it, and makes a result of it.</summary>
internal sealed class FieldReader(Expression? express, EvaluationContext evaluation, ValueLimits limits)
{
    public static string Failed(string why) => $"Failed to get static, exception message: {why}";

    /// <summary>False when it could not be read; a message says why.</summary>
    public bool Show(ProbeJob job, string name, FieldInfo field)
    {
        try
        {
            var value = field.GetValue(null);
            var shown = Snapshot.Take(express is null ? value : express.Evaluate(value, variables: null, evaluation), limits);
            job.Result("getstatic", (name, shown, limits, job), static (json, result) =>
            {
                json.WritePropertyName("field");
                result.shown.WriteTo(json);
                json.WriteString("fieldName", result.name);
                ShownValues.Write(json, result.job, result.limits);
            });
            return true;
        }
        catch (Exception failure)
        {
            // Its class's static constructor may have failed: that is the target's own affair, and worth telling.
            var why = failure is ExpressionException wrong ? wrong.Explanation : Reason(failure);
            job.Result("message", $"{Failed(why)} (field {name})", static (json, text) => json.WriteString("message", text));
            return false;
        }
    }

    private static string Reason(Exception failure) => failure switch
    {
        TargetInvocationException { InnerException: { } inner } => Reason(inner),
        TypeInitializationException { InnerException: { } inner } outer => $"{outer.Message} {Reason(inner)}",
        _ => $"{failure.GetType().FullName}: {failure.Message}",
    };
}
