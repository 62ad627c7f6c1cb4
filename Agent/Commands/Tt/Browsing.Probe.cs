using System.Globalization;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Tt;

/// <summary>What is done with records after they were made, but for calling them again.</summary>
internal static class Browsing
{
    private const long MostBytes = 24 << 20;

    public static void List(ProbeJob job, ValueLimits limits)
    {
        var fragments = TimeFragments.Shared.All;
        WriteList(job, fragments, limits);
        End(job, fragments.Count);
    }

    public static void Show(ProbeJob job, TimeFragment fragment, ValueLimits limits)
    {
        job.Result("tt", (job, fragment, limits), static (json, shown) =>
        {
            json.WritePropertyName("timeFragment");
            FragmentJson.Write(json, shown.fragment, shown.limits);
            WriteLimits(json, shown.job, shown.limits);
        });
        End(job, 1);
    }

    public static void Watch(ProbeJob job, TimeFragment fragment, string express, ValueLimits limits)
    {
        var evaluation = job.OwnEvaluation();
        var expression = ExpressionCompiler.Compile(evaluation, express, CallContext.Known);
        OwnEvaluations.Run(job, () =>
        {
            var value = Snapshot.Take(Evaluate(fragment, expression, evaluation), limits);
            job.Result("tt", (job, value, limits), static (json, watched) =>
            {
                json.WritePropertyName("watchValue");
                watched.value.WriteTo(json);
                WriteLimits(json, watched.job, watched.limits);
            });
            End(job, 1);
        });
    }

    public static void Search(ProbeJob job, string search, string? express, ValueLimits limits)
    {
        var evaluation = job.OwnEvaluation();
        var wanted = ExpressionCompiler.Compile(evaluation, search, CallContext.Known);
        var expression = express is null ? null : ExpressionCompiler.Compile(evaluation, express, CallContext.Known);
        OwnEvaluations.Run(job, () =>
        {
            var found = TimeFragments.Shared.All.Where(fragment => Evaluate(fragment, wanted, evaluation) is true).ToList();
            if (expression is null)
            {
                WriteList(job, found, limits);
            }
            else
            {
                var share = Share(limits, found.Count);
                var values = found.ConvertAll(fragment => (fragment.Index, Value: Snapshot.Take(Evaluate(fragment, expression, evaluation), share)));
                job.Result("tt", (job, values, limits), static (json, watched) =>
                {
                    json.WriteStartObject("watchResults");
                    foreach (var (index, value) in watched.values)
                    {
                        json.WritePropertyName(index.ToString(CultureInfo.InvariantCulture));
                        value.WriteTo(json);
                    }

                    json.WriteEndObject();
                    WriteLimits(json, watched.job, watched.limits);
                });
            }

            End(job, found.Count);
        });
    }

    public static void Delete(ProbeJob job, int index)
    {
        var deleted = TimeFragments.Shared.Delete(index);
        AddMessage(job, $"Time fragment[{index}] successfully deleted.");
        End(job, deleted ? 1 : 0);
    }

    public static void DeleteAll(ProbeJob job)
    {
        var count = TimeFragments.Shared.Clear();
        AddMessage(job, "Time fragments are cleaned.");
        End(job, count);
    }

    /// <summary>The <c>-x</c> and <c>-M</c> of a result with one value, or one for each record.</summary>
    public static void WriteLimits(Utf8JsonWriter json, ProbeJob job, in ValueLimits limits)
    {
        if (limits.Form == ValueForm.Text)
        {
            json.WriteNumber("expand", limits.Expand);
        }

        ShownValues.Write(json, job, limits);
    }

    private static object? Evaluate(TimeFragment fragment, Expression expression, EvaluationContext evaluation)
    {
        var context = fragment.Rent();
        try
        {
            return expression.Evaluate(context, variables: null, evaluation);
        }
        catch (ExpressionException e)
        {
            throw new ExpressionException($"of time fragment[{fragment.Index}]: {e.Explanation}", -1, e);
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Of many values each has a share of what fits into one result.</summary>
    private static ValueLimits Share(ValueLimits limits, int values) =>
        limits with { MaxBytes = Math.Max(1, Math.Min(limits.MaxBytes, MostBytes / Math.Max(1, values))) };

    private static void WriteList(ProbeJob job, IReadOnlyList<TimeFragment> fragments, ValueLimits limits) =>
        job.Result("tt", (fragments, limits: Share(limits, fragments.Sum(static fragment => fragment.Arguments.Length + 2))), static (json, listed) =>
        {
            json.WriteBoolean("first", true);
            json.WriteStartArray("timeFragmentList");
            foreach (var fragment in listed.fragments)
            {
                FragmentJson.Write(json, fragment, listed.limits);
            }

            json.WriteEndArray();
            json.WriteNumber("heldBytes", listed.fragments.Sum(static fragment => fragment.Bytes));
            json.WriteNumber("heldObjects", listed.fragments.Sum(static fragment => fragment.Objects));
        });

    private static void AddMessage(ProbeJob job, string message) =>
        job.Result("message", message, static (json, text) => json.WriteString("message", text));

    private static void End(ProbeJob job, int rows)
    {
        job.Result("row_affect", rows, static (json, count) => json.WriteNumber("rowCount", count));
        job.End();
    }
}
