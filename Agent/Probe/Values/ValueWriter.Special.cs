using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace Arthas.Probe.Values;

internal sealed partial class ValueWriter
{
    private const int MaxCauses = 8;

    private static readonly FieldInfo? RawMessage = typeof(Exception).GetField("_message", BindingFlags.Instance | BindingFlags.NonPublic);

    private void Throwable(Exception exception, int nesting, int causes = 0)
    {
        var message = MessageOf(exception);
        _json.WriteStartObject();
        _json.WriteString("@type", TypeNames.Of(exception.GetType()));
        _json.WritePropertyName("message");
        Text(message);
        _json.WritePropertyName("localizedMessage");
        Text(message);
        _json.WritePropertyName("stackTrace");
        Stack(exception);
        if (exception.InnerException is { } cause && causes < MaxCauses && nesting < MaxNesting && Array.IndexOf(_path, cause, 0, nesting) < 0)
        {
            _json.WritePropertyName("cause");
            _path[nesting] = cause;
            Throwable(cause, nesting + 1, causes + 1);
            _path[nesting] = null;
        }

        _json.WriteEndObject();
    }

    /// <summary>Frames are taken now (an exception gathers more on its way up), lines are looked up later.</summary>
    private void Stack(Exception exception)
    {
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        if (trace.FrameCount == 0)
        {
            _json.WriteStartArray();
            _json.WriteEndArray();
            return;
        }

        _json.WriteNullValue();
        var piece = new StackPiece(trace) { End = (int)(_json.BytesCommitted + _json.BytesPending) };
        _pieces.Add(piece);
        _byReference += piece.Size;
    }

    /// <summary>Message is virtual: the framework's own is asked, the application's override is not run.</summary>
    public static string MessageOf(Exception exception)
    {
        if (exception is not AggregateException
            && MessageOwner(exception.GetType()) is { } owner && Framework.Owns(owner))
        {
            return exception.Message;
        }

        return RawMessage?.GetValue(exception) as string ?? $"Exception of type '{TypeNames.Of(exception.GetType())}' was thrown.";
    }

    private static Type? MessageOwner(Type type) =>
        type.GetProperty(nameof(Exception.Message), BindingFlags.Public | BindingFlags.Instance, null, typeof(string), [], null)?.GetMethod?.DeclaringType;

    private void TaskValue(Task task, TypePlan plan, int opened, int nesting)
    {
        _json.WriteStartObject();
        _json.WriteString("@type", plan.Name);
        _json.WriteString("status", task.Status.ToString());
        if (task.IsCompletedSuccessfully && Tasks.TryResult(task, out var result))
        {
            _json.WritePropertyName("result");
            Value(result, opened, nesting);
        }
        else if (Tasks.Fault(task) is { } fault)
        {
            _json.WritePropertyName("exception");
            Value(fault, opened, nesting);
        }

        _json.WriteEndObject();
    }

    private void ValueTaskValue(object value, TypePlan plan, int opened, int nesting)
    {
        var (source, result) = Tasks.Parts(value);
        if (source is Task task)
        {
            Value(task, opened, nesting);
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("@type", plan.Name);
        if (source is null)
        {
            _json.WriteString("status", nameof(TaskStatus.RanToCompletion));
            if (value is not ValueTask)
            {
                _json.WritePropertyName("result");
                Value(result, opened, nesting);
            }
        }

        _json.WriteEndObject();
    }

    private void DelegateValue(Delegate value, TypePlan plan)
    {
        _json.WriteStartObject();
        _json.WriteString("@type", plan.Name);
        _json.WriteString("method", Scalars.Text(value.Method));
        _json.WriteEndObject();
    }
}
