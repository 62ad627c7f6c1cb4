using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Arthas.Probe.Tests.Values;

public sealed class CollectionTests
{
    private sealed record Key(int X);

    private sealed class Orders : List<int>;

    /// <summary>An application's own sequence: being asked for an element means that its code ran.</summary>
    private sealed class Trap : IEnumerable<int>, IReadOnlyCollection<int>, IList
    {
        public int Count => throw new InvalidOperationException("asked");

        public bool IsFixedSize => throw new InvalidOperationException("asked");

        public bool IsReadOnly => throw new InvalidOperationException("asked");

        public bool IsSynchronized => throw new InvalidOperationException("asked");

        public object SyncRoot => throw new InvalidOperationException("asked");

        public object? this[int index] { get => throw new InvalidOperationException("asked"); set => throw new InvalidOperationException("asked"); }

        public IEnumerator<int> GetEnumerator() => throw new InvalidOperationException("asked");

        IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException("asked");

        public int Add(object? value) => throw new InvalidOperationException("asked");

        public void Clear() => throw new InvalidOperationException("asked");

        public bool Contains(object? value) => throw new InvalidOperationException("asked");

        public int IndexOf(object? value) => throw new InvalidOperationException("asked");

        public void Insert(int index, object? value) => throw new InvalidOperationException("asked");

        public void Remove(object? value) => throw new InvalidOperationException("asked");

        public void RemoveAt(int index) => throw new InvalidOperationException("asked");

        public void CopyTo(Array array, int index) => throw new InvalidOperationException("asked");
    }

    private sealed class Overridden : List<int>, IEnumerable
    {
        IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException("asked");
    }

    public static TheoryData<object, string> Lists() => new()
    {
        { new[] { 1, 2 }, "[1,2]" },
        { new byte[] { 0, 127, 128, 255 }, "[0,127,-128,-1]" },
        { new ReadOnlyMemory<byte>([9, 8, 255, 7], 1, 2), "[8,-1]" },
        { new ArraySegment<string>(["a", "b", "c"], 1, 2), "[\"b\",\"c\"]" },
        { "hello".AsMemory(1, 3), "\"ell\"" },
        { new[,] { { 1, 2 }, { 3, 4 } }, "[[1,2],[3,4]]" },
        { new int[][] { [1], [2, 3] }, "[[1],[2,3]]" },
        { new List<int?> { 1, null }, "[1,null]" },
        { new Orders { 1 }, "[1]" },
        { new HashSet<int> { 5 }, "[5]" },
        { new Queue<int>([5]), "[5]" },
        { ImmutableArray.Create(1, 2), "[1,2]" },
        { ImmutableList.Create(1, 2), "[1,2]" },
        { new ReadOnlyCollection<int>([1]), "[1]" },
        { new ObservableCollection<int>([1]), "[1]" },
        { new LinkedList<int>([1]), "[1]" },
        { new ArrayList { 1, "a" }, "[1,\"a\"]" },
        { new Dictionary<string, int> { ["k"] = 1 }.Keys, "[\"k\"]" },
        { new ConcurrentQueue<int>([1]), "[1]" },
        { new BitArray([true, false]), "[true,false]" },
        { new Dictionary<string, object?> { ["a"] = 1, ["b"] = null }, "{\"a\":1}" },
        { new Dictionary<int, string> { [7] = "x" }, "{\"7\":\"x\"}" },
        { new Dictionary<DayOfWeek, int> { [DayOfWeek.Monday] = 1 }, "{\"Monday\":1}" },
        { new Hashtable { [1.5] = true }, "{\"1.5\":true}" },
        { new SortedDictionary<char, int> { ['c'] = 1 }, "{\"c\":1}" },
        { new ConcurrentDictionary<string, int>([new("a", 1)]), "{\"a\":1}" },
        { new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }), "{\"a\":1}" },
        { new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(), "{\"a\":1}" },
        { ImmutableDictionary<string, int>.Empty.Add("a", 1), "{\"a\":1}" },
        { Array.Empty<object>(), "[]" },
    };

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public void Take_collection_writes_its_elements(object value, string json) => Assert.Equal(json, Json.Of(value, expand: 0));

    [Fact]
    public void Take_keys_with_one_text_are_told_apart()
    {
        var json = Json.Parse(new Dictionary<object, int> { [1] = 1, ["1"] = 2, [1L] = 3 });
        Assert.Equal(3, json.EnumerateObject().Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public void Take_object_as_key_becomes_its_json()
    {
        var name = Json.Parse(new Dictionary<Key, int> { [new(3)] = 1 }).EnumerateObject().Single().Name;
        Assert.Contains("\"X\":3", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_ten_million_elements_ends_with_the_number_left_out()
    {
        var json = Json.Parse(new List<int>(new int[10_000_000]));
        Assert.Equal(10_000_000 - json.GetArrayLength() + 1, json[json.GetArrayLength() - 1].GetProperty("@omitted").GetInt32());
        Assert.InRange(json.GetArrayLength(), 9_990, 10_001);
    }

    [Fact]
    public void Take_long_list_leaves_something_to_what_comes_after_it()
    {
        var json = Json.Parse(new object[] { new int[1_000_000], new string('x', 100_000_000), new[] { 1, 2 }, "end" });
        Assert.Equal("[1,2]", json[2].GetRawText());
        Assert.Equal("end", json[3].GetString());
    }

    [Fact]
    public void Take_map_beyond_the_bound_names_the_number_left_out()
    {
        var map = Enumerable.Range(0, 50).ToDictionary(i => $"k{i}", i => i);
        Assert.Contains("\"@omitted\":", Json.Of(map, maxItems: 10), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_sequence_at_exactly_the_bound_omits_nothing() =>
        Assert.DoesNotContain("@omitted", Json.Of(new HashSet<int> { 1, 2, 3 }, maxItems: 4), StringComparison.Ordinal);

    [Fact]
    public void Take_application_sequence_is_not_asked()
    {
        Assert.Contains("Trap\"", Json.Of(new Trap()), StringComparison.Ordinal);
        Assert.DoesNotContain("asked", Json.Of(new Overridden { 1 }, 2), StringComparison.Ordinal);
        Assert.DoesNotContain("asked", Json.Of(new ReadOnlyCollection<object?>([new Trap()]), 2), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_lazy_sequence_is_not_enumerated()
    {
        var asked = 0;
        var lazy = Enumerable.Range(0, 10).Select(i => asked++);
        Json.Of(lazy, 4);
        Json.Of(new[] { lazy.Where(i => i > 0), Generate(() => asked++) }, 4);
        Assert.Equal(0, asked);

        static IEnumerable<int> Generate(Action onAsked)
        {
            onAsked();
            yield return 1;
        }
    }

    [Fact]
    public void Take_list_that_holds_itself_ends()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.Equal("[{\"@type\":\"System.Collections.Generic.List`1[System.Object]\"}]", Json.Of(list));
    }

    [Fact]
    public void Take_deep_nesting_stays_within_what_parsers_accept()
    {
        object nested = 1;
        for (var i = 0; i < 1000; i++)
        {
            nested = new[] { nested };
        }

        Assert.Contains("@type", Json.Of(nested, 4), StringComparison.Ordinal);
    }
}
