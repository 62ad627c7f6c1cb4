using System.Buffers;
using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Probe.Expressions;
using Arthas.Probe.Options;

namespace Arthas.Probe.Values;

/// <summary>
/// Writes any object as JSON: its fields and elements, within bounds, and without running a line of the application's
/// code. Objects are closed below <see cref="ValueLimits.Expand"/>; lists and maps are passed through.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The JSON writer lies over a buffer of our own and holds nothing to release.")]
internal sealed partial class ValueWriter
{
    /// <summary>Text stays readable: only what JSON itself requires is escaped.</summary>
    public static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int MaxNesting = 32;
    private const int MaxExpand = 4;
    private const int InlineString = 256;
    private const int KeepBuffer = 16 * 1024;

    [ThreadStatic]
    private static ValueWriter? _idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly object?[] _path = new object?[MaxNesting];
    private List<Piece> _pieces = [];
    private ValueLimits _limits;
    private readonly ValueBudget _budget = new();
    private long _byReference;

    private ValueWriter() => _json = new Utf8JsonWriter(_buffer, JsonOptions);

    public static Snapshot Take(object? value, in ValueLimits limits)
    {
        var writer = _idle ?? new ValueWriter();
        _idle = null;
        try
        {
            writer.Start(limits);
            writer.Value(value, 0, 0);
            return writer.Finish();
        }
        catch (Exception e)
        {
            return Failed(value, e);
        }
        finally
        {
            Array.Clear(writer._path);
            writer._pieces = [];
            if (writer._buffer.Capacity <= KeepBuffer)
            {
                _idle = writer;
            }
        }
    }

    private long Bytes => _json.BytesCommitted + _json.BytesPending + _byReference;

    private long Room => _limits.MaxBytes - Bytes;

    private int Floor(int nesting) => _budget.Floor(nesting);

    /// <summary>No more elements or fields here; what was begun is closed properly.</summary>
    private bool Full(int floor) => Room <= 0 || _budget.IsSpent(floor);

    private void Start(in ValueLimits limits)
    {
        _limits = limits with { Expand = Math.Clamp(limits.Expand, 0, MaxExpand) };
        _buffer.ResetWrittenCount();
        _json.Reset();
        _byReference = 0;
        _budget.Start(limits);
    }

    private JsonSnapshot Finish()
    {
        _json.Flush();
        return new JsonSnapshot(_buffer.WrittenSpan.ToArray(), _pieces, _limits.MaxBytes);
    }

    private static JsonSnapshot Failed(object? value, Exception e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("@type", value is null ? "null" : TypeNames.Of(value.GetType()));
            json.WriteString("@error", $"The value could not be read: {e.GetType().Name}: {(Framework.Owns(e.GetType()) ? e.Message : "")}");
            json.WriteEndObject();
        }

        return new JsonSnapshot(buffer.WrittenSpan.ToArray(), [], 0);
    }

    private void Value(object? value, int opened, int nesting)
    {
        _budget.Take();
        switch (value)
        {
            case null: _json.WriteNullValue(); return;
            case string text: Text(text, nesting > 0); return;
            case NotTaken missing: Missing(missing); return;
            case IRoot root: value = RootMap.Of(root); break;
        }

        if (Scalars.TryWrite(_json, value))
        {
            return;
        }

        var plan = TypePlan.For(value.GetType());
        if (nesting >= MaxNesting || Array.IndexOf(_path, value, 0, nesting) >= 0 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Closed(plan);
            return;
        }

        _path[nesting] = value;
        Shaped(value, plan, opened, nesting + 1);
        _path[nesting] = null;
    }

    private void Shaped(object value, TypePlan plan, int opened, int nesting)
    {
        switch (plan.Shape)
        {
            case Shape.Array: Array1((Array)value, opened, nesting); break;
            case Shape.List: List(value, plan, opened, nesting); break;
            case Shape.Map: Map((IDictionary)value, plan, opened, nesting); break;
            case Shape.Wrapper: Value(plan.Inner!.GetValue(value), opened, nesting); break;
            case Shape.Slice: SliceOf(value, plan, opened, nesting); break;
            case Shape.Throwable: Throwable((Exception)value, nesting); break;
            case Shape.Task: TaskValue((Task)value, plan, opened, nesting); break;
            case Shape.ValueTask: ValueTaskValue(value, plan, opened, nesting); break;
            case Shape.Delegate: DelegateValue((Delegate)value, plan); break;
            case Shape.Spoken: Text(Scalars.Text(value) ?? ""); break;
            case Shape.Builder: Builder((StringBuilder)value); break;
            default: Object(value, plan, opened, nesting); break;
        }
    }

    private void Closed(TypePlan plan)
    {
        _json.WriteStartObject();
        _json.WriteString("@type", plan.Name);
        _json.WriteEndObject();
    }

    private void Missing(NotTaken missing)
    {
        _json.WriteStartObject();
        _json.WriteString("@type", TypeNames.Of(missing.Type));
        _json.WriteString("@error", NotTaken.Reason);
        _json.WriteEndObject();
    }

    private void Object(object value, TypePlan plan, int opened, int nesting)
    {
        if (opened >= _limits.Expand)
        {
            Closed(plan);
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("@type", plan.Name);
        var fields = plan.Fields;
        var floor = Floor(nesting);
        for (var i = 0; i < fields.Length; i++)
        {
            if (Full(floor))
            {
                _json.WriteNumber("@omitted", fields.Length - i);
                break;
            }

            if (fields[i].Inherited && !TargetOptions.PrintParentFields.IsOn)
            {
                continue;
            }

            var field = fields[i].Field.GetValue(value);
            _json.WritePropertyName(fields[i].Name);
            Value(field, opened + 1, nesting);
        }

        _json.WriteEndObject();
    }

    /// <summary>A long text is taken by reference; one that is part of something takes most of the room that is left, but not all.</summary>
    private void Text(string text, bool isPart = true)
    {
        if (text.Length <= InlineString && text.Length <= Room)
        {
            _json.WriteStringValue(text);
            return;
        }

        _json.WriteNullValue();
        var most = Math.Max(0, isPart ? Room / 4 * 3 : Room);
        _pieces.Add(new StringPiece(text, most) { End = (int)(_json.BytesCommitted + _json.BytesPending) });
        _byReference += Math.Min(text.Length, most);
    }

    private void Builder(StringBuilder builder)
    {
        // A copy, since it may change; no longer than what will be shown.
        var take = (int)Math.Min(builder.Length, Math.Max(Room, 0));
        var text = builder.ToString(0, take);
        Text(take < builder.Length ? text + JsonStrings.Omitted(builder.Length - take) : text);
    }
}
