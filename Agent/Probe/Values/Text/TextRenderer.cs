using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values.Text;

/// <summary>
/// Renders any object as Arthas shows it: <c>@Type[…]</c>, opened down to <see cref="ValueLimits.Expand"/> levels with a
/// line for each element or field. As <see cref="ValueWriter"/>, it runs no line of the application's code.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Holds nothing to release.")]
internal sealed partial class TextRenderer
{
    private const int MaxExpand = 4;
    private const int InlineString = 256;
    private const int KeepBuffer = 16 * 1024;

    [ThreadStatic]
    private static TextRenderer? _idle;

    private readonly ArrayBufferWriter<char> _text = new(512);
    private readonly ValueBudget _budget = new();
    private List<TextPiece> _pieces = [];
    private ValueLimits _limits;
    private int _most;
    private long _byReference;
    private bool _isCut;

    public static Snapshot Take(object? value, in ValueLimits limits)
    {
        var renderer = _idle ?? new TextRenderer();
        _idle = null;
        try
        {
            renderer.Start(limits);
            renderer.Root(value);
            return renderer.Finish();
        }
        catch (Exception e)
        {
            return Failed(value, e);
        }
        finally
        {
            renderer._pieces = [];
            if (renderer._text.Capacity <= KeepBuffer)
            {
                _idle = renderer;
            }
        }
    }

    private long Room => _most - _text.WrittenCount - _byReference;

    private void Start(in ValueLimits limits)
    {
        _limits = limits with { Expand = Math.Clamp(limits.Expand, 0, MaxExpand) };
        _most = (int)Math.Clamp(limits.MaxBytes, 1, int.MaxValue);
        _text.ResetWrittenCount();
        _byReference = 0;
        _isCut = false;
        _budget.Start(limits);
    }

    private TextSnapshot Finish() => new(_text.WrittenSpan.ToArray(), _pieces, _most, _isCut);

    private static TextSnapshot Failed(object? value, Exception e)
    {
        var text = $"ERROR DATA!!! object class: {(value is null ? "null" : TypeNames.Of(value.GetType()))}, "
            + $"exception class: {e.GetType()}, exception message: {(Framework.Owns(e.GetType()) ? e.Message : "")}";
        return new TextSnapshot(text.ToCharArray(), [], text.Length, isCut: false);
    }

    /// <summary>With <c>-x 0</c> the bare text of what has one.</summary>
    private void Root(object? value)
    {
        if (_limits.Expand == 0 && value is not null && (value as string ?? ScalarTexts.Of(value)) is { } bare)
        {
            Text(bare, isLine: false);
            return;
        }

        Value(value, 0);
    }

    private void Value(object? value, int depth)
    {
        _budget.Take();
        value = value is Expressions.IRoot root ? Expressions.RootMap.Of(root) : value;
        if (value is null)
        {
            Put("null");
        }
        else if (value is string text)
        {
            Put("@String[");
            Text(text, isLine: true);
            Put("]");
        }
        else if (value is NotTaken missing)
        {
            Closed(NameOf(missing.Type), NotTaken.Reason);
        }
        else if (ScalarTexts.Of(value) is { } scalar)
        {
            Short(ScalarTexts.NameOf(value), scalar);
        }
        else
        {
            var plan = TypePlan.For(value.GetType());
            Shaped(value, plan, NameOf(value.GetType()), RuntimeHelpers.TryEnsureSufficientExecutionStack() && depth < _limits.Expand, depth);
        }
    }

    /// <param name="opens">Elements or fields are shown.</param>
    private void Shaped(object value, TypePlan plan, string name, bool opens, int depth)
    {
        switch (plan.Shape)
        {
            case Shape.Array: ArrayValue((Array)value, name, opens, depth); break;
            case Shape.List: List(value, plan, name, opens, depth); break;
            case Shape.Map: Map((System.Collections.IDictionary)value, plan, name, opens, depth); break;
            case Shape.Wrapper: Wrapper(plan.Inner!.GetValue(value), name, opens, depth); break;
            case Shape.Slice: Slice(value, plan, name, opens, depth); break;
            case Shape.Throwable when opens: Throwable((Exception)value); break;
            case Shape.Throwable: Closed(name, Head((Exception)value)); break;
            case Shape.Task: TaskValue((Task)value, name, opens, depth); break;
            case Shape.ValueTask: ValueTaskValue(value, name, opens, depth); break;
            case Shape.Delegate: Short(name, Scalars.Text(((Delegate)value).Method) ?? ""); break;
            case Shape.Spoken: Closed(name, Scalars.Text(value) ?? ""); break;
            case Shape.Builder: Builder((System.Text.StringBuilder)value, name); break;
            default: Object(value, plan, name, opens, depth); break;
        }
    }

    /// <summary>The simple name; a list of anything is called as in Arthas, because every expression with braces makes one.</summary>
    private static string NameOf(Type type) =>
        type == typeof(List<object>) ? "ArrayList" : type == typeof(Expressions.OrderedMap) ? "LinkedHashMap" : type.Name;

    private void Object(object value, TypePlan plan, string name, bool opens, int depth)
    {
        if (!opens)
        {
            // What ToString would say, were it the runtime's: the application's own is not asked.
            Short(name, plan.Name);
            return;
        }

        Open(name);
        var floor = _budget.Floor(depth + 1);
        var fields = plan.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Inherited && !Options.TargetOptions.PrintParentFields.IsOn)
            {
                continue;
            }

            if (IsFull(floor))
            {
                Omitted(fields.Length - i, depth);
                break;
            }

            Field(fields[i].Name, fields[i].Field.GetValue(value), depth);
        }

        Close(depth);
    }

    private void Field(string name, object? value, int depth)
    {
        Line(depth + 1);
        Put(name);
        Put("=");
        Value(value, depth + 1);
        Put(",");
    }

    private bool IsFull(int floor) => Room <= 0 || _budget.IsSpent(floor);

    private void Omitted(int count, int depth)
    {
        if (Room <= 0)
        {
            _isCut = true;
            return;
        }

        Line(depth + 1);
        Put(count < 0 ? "..." : string.Create(CultureInfo.InvariantCulture, $"...({count} more)"));
        Put(",");
    }

    private void Short(string name, string text)
    {
        Put("@");
        Put(name);
        Put("[");
        Put(text);
        Put("]");
    }

    /// <summary>As <see cref="Short"/>, of a text that may be long or have lines.</summary>
    private void Closed(string name, string text)
    {
        Put("@");
        Put(name);
        Put("[");
        Text(text, isLine: true);
        Put("]");
    }

    private void Open(string name)
    {
        Put("@");
        Put(name);
        Put("[");
    }

    private void Close(int depth)
    {
        Line(depth);
        Put("]");
    }

    private void Line(int depth)
    {
        Put("\n");
        for (var i = 0; i < depth; i++)
        {
            Put("    ");
        }
    }

    /// <summary>A long text is taken by reference.</summary>
    /// <param name="isLine">Its line breaks are shown as <c>\n</c> and <c>\r</c>.</param>
    private void Text(string text, bool isLine)
    {
        if (text.Length <= InlineString || !isLine)
        {
            if (isLine && text.AsSpan().ContainsAny('\r', '\n'))
            {
                text = text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
            }

            Put(text);
            return;
        }

        var most = (int)Math.Max(0, Room);
        _isCut |= text.Length > most;
        Add(new LongText(text, most) { At = _text.WrittenCount }, Math.Min(text.Length, most));
    }

    private void Add(TextPiece piece, long length)
    {
        _pieces.Add(piece);
        _byReference += length;
    }

    /// <summary>Where there is no room any more, nothing comes behind what was cut.</summary>
    private void Put(ReadOnlySpan<char> text)
    {
        if (_isCut)
        {
            return;
        }

        if (text.Length > Room)
        {
            _isCut = true;
            text = text[..(int)Math.Max(0, Room)];
        }

        _text.Write(text);
    }
}
