using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values.Text;

internal sealed partial class TextRenderer
{
    private void ArrayValue(Array array, string name, bool opens, int depth) =>
        Elements(name, array, static a => ((Array)a).GetEnumerator(), array.Length, opens, depth);

    private void List(object list, TypePlan plan, string name, bool opens, int depth) =>
        Elements(name, list, static l => ((IEnumerable)l).GetEnumerator(), CountOf(list, plan), opens, depth);

    /// <param name="count">-1 where counting would take a lock.</param>
    private void Elements(string name, object collection, Func<object, IEnumerator> open, int count, bool opens, int depth)
    {
        if (!opens || count == 0)
        {
            Summary(name, count);
            return;
        }

        Open(name);
        var (written, floor) = (0, _budget.Floor(depth + 1));
        using var cursor = new Cursor(() => open(collection));
        while (cursor.Next(out var item))
        {
            if (IsFull(floor))
            {
                Omitted(count < 0 ? -1 : count - written, depth);
                break;
            }

            Line(depth + 1);
            Value(item, depth + 1);
            Put(",");
            written++;
        }

        if (cursor.Failed)
        {
            Omitted(-1, depth);
        }

        Close(depth);
    }

    private void Map(IDictionary map, TypePlan plan, string name, bool opens, int depth)
    {
        var count = CountOf(map, plan);
        if (!opens || count == 0)
        {
            Summary(name, count);
            return;
        }

        Open(name);
        var (written, floor) = (0, _budget.Floor(depth + 1));
        using var cursor = new Cursor(map.GetEnumerator);
        while (cursor.Next(out var item))
        {
            if (IsFull(floor))
            {
                Omitted(count < 0 ? -1 : count - written, depth);
                break;
            }

            if (item is DictionaryEntry entry)
            {
                Line(depth + 1);
                Value(entry.Key, depth + 1);
                Put(":");
                Value(entry.Value, depth + 1);
                Put(",");
                written++;
            }
        }

        if (cursor.Failed)
        {
            Omitted(-1, depth);
        }

        Close(depth);
    }

    /// <summary>A view of another collection: under its own name.</summary>
    private void Wrapper(object? inner, string name, bool opens, int depth)
    {
        if (inner is null || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Summary(name, inner is null ? 0 : -1);
            return;
        }

        Shaped(inner, TypePlan.For(inner.GetType()), name, opens, depth);
    }

    private void Slice(object slice, TypePlan plan, string name, bool opens, int depth)
    {
        var (owner, from, count) = SliceParts.Of(slice, plan);
        switch (owner)
        {
            case null: Summary(name, 0); break;
            case Array array: Elements(name, array, a => Part((Array)a, from, count), count, opens, depth); break;
            case string text: Closed(name, text.Substring(from, (int)Math.Min(count, Math.Max(Room, 0)))); break;
            default: Short(name, plan.Name); break;
        }
    }

    private static IEnumerator Part(Array array, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            yield return array.GetValue(i);
        }
    }

    private static int CountOf(object collection, TypePlan plan)
    {
        try
        {
            return plan.Count?.Invoke(collection) ?? -1;
        }
        catch (Exception)
        {
            // Changed under our hands.
            return -1;
        }
    }

    private void Summary(string name, int count) =>
        Short(name, count < 0 ? "isEmpty=?;size=?" : string.Create(CultureInfo.InvariantCulture, $"isEmpty={(count == 0 ? "true" : "false")};size={count}"));
}
