using System.Collections;

namespace Arthas.Probe.Values;

internal sealed partial class ValueWriter
{
    private const int MaxKey = 1024;

    private void Array1(Array array, int opened, int nesting)
    {
        if (array.Rank > 1)
        {
            Dimension(array, new int[array.Rank], 0, opened, nesting);
            return;
        }

        Elements(array, array.GetLowerBound(0), array.Length, opened, nesting);
    }

    private void Elements(Array array, int from, int count, int opened, int nesting)
    {
        _json.WriteStartArray();
        var floor = Floor(nesting);
        for (var i = 0; i < count; i++)
        {
            if (Full(floor))
            {
                Omitted(count - i);
                break;
            }

            if (array is byte[] bytes)
            {
                // Java's bytes are signed, and so are those that clients of Arthas decode.
                _budget.Take();
                _json.WriteNumberValue((sbyte)bytes[from + i]);
                continue;
            }

            Value(array.GetValue(from + i), opened, nesting);
        }

        _json.WriteEndArray();
    }

    private void Dimension(Array array, int[] at, int rank, int opened, int nesting)
    {
        _json.WriteStartArray();
        var floor = Floor(nesting);
        var (low, high) = (array.GetLowerBound(rank), array.GetUpperBound(rank));
        for (var i = low; i <= high; i++)
        {
            if (Full(floor))
            {
                Omitted(high - i + 1);
                break;
            }

            at[rank] = i;
            if (rank == array.Rank - 1)
            {
                Value(array.GetValue(at), opened, nesting);
            }
            else
            {
                Dimension(array, at, rank + 1, opened, nesting);
            }
        }

        _json.WriteEndArray();
    }

    private void List(object list, TypePlan plan, int opened, int nesting)
    {
        _json.WriteStartArray();
        var (written, floor) = (0, Floor(nesting));
        var cursor = new Cursor(((IEnumerable)list).GetEnumerator);
        while (true)
        {
            if (Full(floor))
            {
                if (Left(list, plan, written, cursor) is var left and not 0)
                {
                    Omitted(left);
                }

                break;
            }

            if (!cursor.Next(out var item))
            {
                if (cursor.Failed)
                {
                    Omitted(Left(list, plan, written, null));
                }

                break;
            }

            Value(item, opened, nesting);
            written++;
        }

        cursor.Dispose();
        _json.WriteEndArray();
    }

    private void Map(IDictionary map, TypePlan plan, int opened, int nesting)
    {
        _json.WriteStartObject();
        var used = KeysAreText(map.GetType()) ? null : new HashSet<string>(StringComparer.Ordinal);
        var (written, floor) = (0, Floor(nesting));
        var cursor = new Cursor(map.GetEnumerator);
        while (true)
        {
            if (Full(floor))
            {
                if (Left(map, plan, written, cursor) is var left and not 0)
                {
                    _json.WriteNumber("@omitted", left);
                }

                break;
            }

            if (!cursor.Next(out var item))
            {
                if (cursor.Failed)
                {
                    _json.WriteNumber("@omitted", Left(map, plan, written, null));
                }

                break;
            }

            written++;
            if (item is not DictionaryEntry { Value: { } value } entry)
            {
                _budget.Take();
                continue;
            }

            _json.WritePropertyName(Key(entry.Key, ref used));
            Value(value, opened, nesting);
        }

        cursor.Dispose();
        _json.WriteEndObject();
    }

    /// <summary>Elements not written; -1 when it cannot be known without counting them one by one.</summary>
    private static int Left(object collection, TypePlan plan, int written, Cursor? cursor)
    {
        if (plan.Count is not { } count)
        {
            return cursor is null || cursor.Next(out _) ? -1 : 0;
        }

        try
        {
            return Math.Max(count(collection) - written, 0);
        }
        catch (Exception)
        {
            return -1;
        }
    }

    private void Omitted(int count)
    {
        _json.WriteStartObject();
        _json.WriteNumber("@omitted", count);
        _json.WriteEndObject();
    }

    private static bool KeysAreText(Type map) => map.IsGenericType && map.GenericTypeArguments[0] == typeof(string);

    /// <summary>Keys become texts, as in Java's JSON; an object used as a key its own JSON. Two keys never share one text.</summary>
    private static string Key(object? key, ref HashSet<string>? used)
    {
        if (key is string { Length: <= MaxKey } plain && used is null)
        {
            return plain;
        }

        var text = key is null ? "null" : Scalars.Text(key) ?? Snapshot.Take(key, new ValueLimits(1, MaxKey, 50, TimeSpan.FromMilliseconds(10))).ToString();
        if (text.Length > MaxKey)
        {
            text = text[..MaxKey] + JsonStrings.Omitted(text.Length - MaxKey);
        }

        used ??= new HashSet<string>(StringComparer.Ordinal);
        var unique = text;
        for (var n = 2; !used.Add(unique); n++)
        {
            unique = $"{text}#{n}";
        }

        return unique;
    }

    /// <summary>Memory and ArraySegment: the window, where it lies over an array or a string; another owner's code is not run.</summary>
    private void SliceOf(object slice, TypePlan plan, int opened, int nesting)
    {
        var (owner, from, count) = SliceParts.Of(slice, plan);
        switch (owner)
        {
            case null: _json.WriteStartArray(); _json.WriteEndArray(); break;
            case Array array: Elements(array, from, count, opened, nesting); break;
            case string text: Text(text.Substring(from, (int)Math.Min(count, Math.Max(Room, 0)))); break;
            default: Closed(plan); break;
        }
    }
}
