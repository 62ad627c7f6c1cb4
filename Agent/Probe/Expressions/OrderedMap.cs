using System.Collections;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Expressions;

/// <summary>
/// What <c>#{…}</c> makes: keeps the order of its entries, takes null as a key, and never calls the Equals of a key
/// that is an object of the target (those are told apart by identity).
/// </summary>
#pragma warning disable CA1710 // A map is what OGNL calls it.
public sealed class OrderedMap : IDictionary, IDictionary<object, object?>, IEqualityComparer<object>
{
    private static readonly object NullKey = new();

    private readonly Dictionary<object, int> _places;
    private readonly List<KeyValuePair<object, object?>> _entries = [];

    public OrderedMap() => _places = new Dictionary<object, int>(this);

    public int Count => _entries.Count;

    public bool IsReadOnly => false;

    public bool IsFixedSize => false;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public IReadOnlyList<KeyValuePair<object, object?>> Entries => _entries;

    public ICollection<object> Keys => _entries.ConvertAll(entry => entry.Key);

    public ICollection<object?> Values => _entries.ConvertAll(entry => entry.Value);

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    /// <summary>Null for a key that is not there.</summary>
    public object? this[object key]
    {
        get => TryGetValue(key, out var value) ? value : null;
        set
        {
            if (_places.TryGetValue(Place(key), out var place))
            {
                _entries[place] = new(key!, value);
            }
            else
            {
                _places.Add(Place(key), _entries.Count);
                _entries.Add(new(key!, value));
            }
        }
    }

    public bool TryGetValue(object key, out object? value)
    {
        var found = _places.TryGetValue(Place(key), out var place);
        value = found ? _entries[place].Value : null;
        return found;
    }

    public bool ContainsKey(object key) => _places.ContainsKey(Place(key));

    public bool Contains(object key) => ContainsKey(key);

    public bool Contains(KeyValuePair<object, object?> item) => TryGetValue(item.Key, out var value) && ReferenceEquals(value, item.Value);

    public void Add(object key, object? value)
    {
        if (ContainsKey(key))
        {
            throw new ArgumentException("The key is there already.", nameof(key));
        }

        this[key] = value;
    }

    public void Add(KeyValuePair<object, object?> item) => Add(item.Key, item.Value);

    public bool Remove(object key)
    {
        if (!_places.TryGetValue(Place(key), out var place))
        {
            return false;
        }

        _entries.RemoveAt(place);
        _places.Clear();
        for (var i = 0; i < _entries.Count; i++)
        {
            _places.Add(Place(_entries[i].Key), i);
        }

        return true;
    }

    void IDictionary.Remove(object key) => Remove(key);

    public bool Remove(KeyValuePair<object, object?> item) => Contains(item) && Remove(item.Key);

    public void Clear()
    {
        _places.Clear();
        _entries.Clear();
    }

    public void CopyTo(KeyValuePair<object, object?>[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => ((ICollection)_entries).CopyTo(array, index);

    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new Enumerator(_entries.GetEnumerator());

    bool IEqualityComparer<object>.Equals(object? x, object? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && IsPlain(x) && x.Equals(y));

    int IEqualityComparer<object>.GetHashCode(object obj) => IsPlain(obj) ? obj.GetHashCode() : RuntimeHelpers.GetHashCode(obj);

    /// <summary>'a' and "a" are one key: which of the two a one-character literal is should not matter here.</summary>
    private static object Place(object? key) => key is char c ? c.ToString() : key ?? NullKey;

    private static bool IsPlain(object key) => key is string or Enum or Guid or DateTime or decimal || key.GetType().IsPrimitive;

    private sealed class Enumerator(List<KeyValuePair<object, object?>>.Enumerator entries) : IDictionaryEnumerator
    {
        private List<KeyValuePair<object, object?>>.Enumerator _entries = entries;

        public DictionaryEntry Entry => new(Key, Value);

        public object Key => _entries.Current.Key;

        public object? Value => _entries.Current.Value;

        public object Current => Entry;

        public bool MoveNext() => _entries.MoveNext();

        public void Reset() => throw new NotSupportedException();
    }
}
