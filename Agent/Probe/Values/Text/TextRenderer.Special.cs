using System.Diagnostics;

namespace Arthas.Probe.Values.Text;

internal sealed partial class TextRenderer
{
    private const int MaxCauses = 8;

    /// <summary>The whole stack trace, as it would be printed.</summary>
    private void Throwable(Exception exception)
    {
        var next = exception;
        for (var i = 0; i <= MaxCauses && next is not null; i++)
        {
            if (i > 0)
            {
                Put("\nCaused by: ");
            }

            Text(Head(next), isLine: false);
            var trace = new StackTrace(next, fNeedFileInfo: false);
            if (trace.FrameCount > 0 && !_isCut)
            {
                var frames = new FramesText(trace) { At = _text.WrittenCount };
                Add(frames, Math.Min(frames.Size, Math.Max(Room, 0)));
            }

            next = next.InnerException;
        }
    }

    private static string Head(Exception exception) => $"{TypeNames.Of(exception.GetType())}: {ValueWriter.MessageOf(exception)}";

    private void TaskValue(Task task, string name, bool opens, int depth)
    {
        if (!opens)
        {
            Short(name, task.Status.ToString());
            return;
        }

        Open(name);
        Field("status", task.Status, depth);
        if (task.IsCompletedSuccessfully && Tasks.TryResult(task, out var result))
        {
            Field("result", result, depth);
        }
        else if (Tasks.Fault(task) is { } fault)
        {
            Field("exception", fault, depth);
        }

        Close(depth);
    }

    private void ValueTaskValue(object value, string name, bool opens, int depth)
    {
        var (source, result) = Tasks.Parts(value);
        if (source is Task task)
        {
            TaskValue(task, name, opens, depth);
        }
        else if (source is not null || !opens || value is ValueTask)
        {
            Short(name, source is null ? nameof(TaskStatus.RanToCompletion) : TypeNames.Of(value.GetType()));
        }
        else
        {
            Open(name);
            Field("status", TaskStatus.RanToCompletion, depth);
            Field("result", result, depth);
            Close(depth);
        }
    }

    private void Builder(System.Text.StringBuilder builder, string name)
    {
        // A copy, since it may change; no longer than what will be shown.
        var take = (int)Math.Min(builder.Length, Math.Max(Room, 0));
        Closed(name, builder.ToString(0, take));
        _isCut |= take < builder.Length;
    }
}
