using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Dynamic;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace demo;

/// <summary>Arguments of every odd kind, and a round that hands each to its method.</summary>
public sealed unsafe class Oddities
{
    private static readonly int[] s_pinned = GC.AllocateArray<int>(4, pinned: true);

    private readonly Trap _trap = new();
    private readonly Node _cycle = new();
    private readonly List<object> _self = [1];
    private readonly Dictionary<string, object> _selfMap = new() { ["a"] = 1 };
    private readonly Dictionary<object, object?> _oddKeys = [];
    private readonly Dictionary<int, int> _changing = [];
    private readonly ConcurrentDictionary<int, int> _concurrent = new() { [1] = 2 };
    private readonly Exception _thrown = Thrown();
    private readonly JsonDocument _json = JsonDocument.Parse("""{"a":[1,2]}""");
    private readonly JsonDocument _disposed = JsonDocument.Parse("""{"a":1}""");
    private readonly TaskCompletionSource<int> _never = new();
    private readonly Task<int> _faulted = Task.FromException<int>(new TimeoutException("too late"));
    private readonly dynamic _expando = new ExpandoObject();

    public Oddities()
    {
        _cycle.Next = new Node { Next = _cycle, Name = "second" };
        _self.Add(_self);
        _selfMap["self"] = _selfMap;
        _oddKeys[1] = "int";
        _oddKeys["1"] = "text";
        _oddKeys[_trap] = "trap";
        _oddKeys[double.NaN] = "nan";
        _oddKeys[(1, "x")] = "tuple";
        _oddKeys[new Spot { X = 1, Y = 2 }] = null;
        _oddKeys[new[] { 1, 2 }] = "array";
        _expando.Name = "expando";
        _disposed.Dispose();
        _ = _faulted.Exception;
    }

    public Slow Slow { get; } = new();

    public Big? Big { get; set; }

    public void Round()
    {
        Take.numbers(double.NaN, double.PositiveInfinity, float.NegativeInfinity, -0.0, decimal.MaxValue, Int128.MaxValue, (Half)1.5, BigInteger.Pow(10, 30), ulong.MaxValue, 'x', (nint)(-5));
        Take.texts("a\0b\u0001", "\uD800x", "\uD83D\uDE00", "\"\\\n</script>", "");
        Take.times(
            new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc).AddTicks(1234567),
            new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)),
            new DateOnly(2024, 2, 29),
            new TimeOnly(23, 59, 59),
            TimeSpan.FromMinutes(-90),
            Guid.Empty);
        Take.nullables(5, null, Color.Green, null, new Spot { X = 1 });
        Take.enums(Color.Green, (Color)77, Rights.Read | Rights.Write, (Rights)8);
        Take.structs(new Spot { X = 1, Y = 2 }, new Pair<int, Person>(1, new Person("Ann", 30)), (1, "b", (2, 'c')), new { Total = 5, Inner = new { A = 1 } });
        Take.bytes([0, 127, 128, 255], [], new sbyte[] { -1 });
        Take.slices(new Memory<int>([1, 2, 3, 4], 1, 2), "hello".AsMemory(1, 3), new ArraySegment<string>(["a", "b", "c"], 1, 1), default, new Rune('é'));
        Span<int> span = stackalloc int[] { 1, 2, 3 };
        Take.spans(span, "text", new Cursor { Rest = span, Position = 1 });
        int number = 3;
        Take.references(ref number, in number, out _);
        fixed (int* pointer = s_pinned)
        {
            Take.pointers(pointer, null, &Next, (nint)5, pointer);
        }

        Take.delegates(Take.nothing, x => x + number, (EventHandler)First + Second);
        Take.tasks(_never.Task, Task.FromResult(5), _faulted, Task.FromCanceled(new CancellationToken(true)), new ValueTask<int>(7), ValueTask.CompletedTask, new ValueTask<int>(_never.Task));
        Take.lazies(Counted(), new Lazy<int>(() => throw Trap.Touch("lazy")), Enumerable.Range(0, 3).Select(x => x + Trap.Touch("select").Message.Length), Enumerable.Range(0, 3));
        Take.maps(_oddKeys, new Hashtable { [1] = "one" }, new SortedList<string, int> { ["b"] = 1, ["a"] = 2 }, _selfMap, _concurrent);
        Take.cycles(_cycle, _self);
        Take.traps(_trap, new TrapList(), _trap);
        Take.errors(_thrown, new TrapException(), new AggregateException("many", new InvalidOperationException("one"), new TimeoutException("two")));
        Take.arrays([[1], [], null!], new int[,] { { 1, 2 }, { 3, 4 } }, Array.CreateInstance(typeof(int), [2], [5]), new object?[] { null, 1 });
        Take.collections(
            new LinkedList<int>([1, 2]), new Queue<int>([1, 2]), new Stack<int>([1, 2]), new HashSet<string> { "a" }, ImmutableArray.Create(1, 2), default, ImmutableDictionary<string, int>.Empty.Add("a", 1),
            new BitArray(3), new StringBuilder("built"), new Names { new Person("Bo", 5) }, new PriorityQueue<string, int>([("a", 1)]), new ConcurrentQueue<int>([1]));
        Take.framework(typeof(List<int>), typeof(Take).GetMethod(nameof(Take.nothing))!, Thread.CurrentThread, new CancellationTokenSource(), new WeakReference(_cycle), new Uri("http://a/b?c"), new Version(1, 2), Stream.Null, Encoding.UTF8);
        Take.json(_json.RootElement, _disposed.RootElement, _expando);
        lock (_changing)
        {
            _changing[_changing.Count] = number;
            if (_changing.Count > 1000)
            {
                _changing.Clear();
            }
        }

        Take.changing(_changing);
        if (Big is { } big)
        {
            Take.bigs(big.Numbers, big.Text, big);
        }
    }

    private static int Next(int number) => number + 1;

    private static void First(object? sender, EventArgs e)
    {
    }

    private static void Second(object? sender, EventArgs e)
    {
    }

    private static IEnumerable<int> Counted()
    {
        Trap.Touch("iterator");
        yield return 1;
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("outer", new TrapException());
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
