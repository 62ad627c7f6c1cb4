using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace demo;

/// <summary>What is watched: each is there for its arguments.</summary>
public static unsafe class Take
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void nothing()
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void numbers(double a, double b, float c, double d, decimal e, Int128 f, Half g, BigInteger h, ulong i, char j, nint k) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void texts(string a, string b, string c, string d, string e) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void times(DateTime a, DateTimeOffset b, DateOnly c, TimeOnly d, TimeSpan e, Guid f) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void nullables(int? a, int? b, Color? c, Color? d, Spot? e) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void enums(Color a, Color b, Rights c, Rights d) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void structs<T>(Spot a, Pair<int, Person> b, (int, string, (int, char)) c, T d) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void bytes(byte[] a, byte[] b, sbyte[] c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void slices(Memory<int> a, ReadOnlyMemory<char> b, ArraySegment<string> c, Memory<int> d, Rune e) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void spans(Span<int> a, ReadOnlySpan<char> b, Cursor c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void references(ref int a, in int b, out int c) => c = a + b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void pointers(int* a, void* b, delegate*<int, int> c, nint d, void* e) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void delegates(Action a, Func<int, int> b, EventHandler c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void tasks(Task a, Task<int> b, Task<int> c, Task d, ValueTask<int> e, ValueTask f, ValueTask<int> g) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void lazies(IEnumerable<int> a, Lazy<int> b, IEnumerable<int> c, IEnumerable<int> d) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void maps(Dictionary<object, object?> a, Hashtable b, SortedList<string, int> c, Dictionary<string, object> d, ConcurrentDictionary<int, int> e) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void cycles(Node a, List<object> b) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void traps(Trap a, TrapList b, object c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void errors(Exception a, Exception b, AggregateException c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void arrays(int[][] a, int[,] b, Array c, object?[] d) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void collections(
        LinkedList<int> a, Queue<int> b, Stack<int> c, HashSet<string> d, ImmutableArray<int> e, ImmutableArray<int> f, ImmutableDictionary<string, int> g, BitArray h, StringBuilder i, Names j,
        PriorityQueue<string, int> k, ConcurrentQueue<int> l) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void framework(Type a, MethodInfo b, Thread c, CancellationTokenSource d, WeakReference e, Uri f, Version g, Stream h, Encoding i) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void json(JsonElement a, JsonElement b, object c) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void changing(Dictionary<int, int> a) => nothing();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void bigs(List<int> a, string b, Big c) => nothing();
}
