using System.Text;
using Arthas.Probe.Expressions;
using Arthas.Probe.Values;

namespace Arthas.Probe.Listening;

/// <summary><c>-v</c>: what became of the condition, and of what it looked at, as messages; the first hundred.</summary>
internal sealed class Explanations(ListeningJob job)
{
    private const int Most = 100;

    private static readonly ValueLimits Short = ValueLimits.Default with { MaxBytes = 500, MaxItems = 20, Budget = TimeSpan.FromMilliseconds(5) };

    private int _posted;

    /// <param name="value">Anything but true is not met.</param>
    public void Post(Expression condition, object? value, CallContext context)
    {
        if (Interlocked.Increment(ref _posted) > Most)
        {
            return;
        }

        var text = new StringBuilder($"Condition express: {condition.Text} , result: ");
        text.Append(value is bool truth ? (truth ? "true" : "false") : $"{Words(value)}, which is not true");
        if (value is not true)
        {
            Reasons(condition, context, text);
        }

        job.PostMessage(text.ToString());
    }

    private static void Reasons(Expression condition, CallContext context, StringBuilder text)
    {
        var before = " ; ";
        foreach (var name in context.Names)
        {
            if (condition.Text.Contains(name, StringComparison.Ordinal) && Value(context, name, out var value))
            {
                text.Append(before).Append(name).Append(" = ").Append(Words(value));
                before = ", ";
            }
        }
    }

    private static bool Value(CallContext context, string name, out object? value) =>
        name[0] == '#' ? context.TryGetVariable(name[1..], out value) : context.TryGet(name, out value);

    private static string Words(object? value) => Snapshot.Take(value, Short).ToString();
}
