using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus.Shapes;

internal static class RefStructs
{
    private ref struct Cursor(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public readonly bool AtEnd => _rest.IsEmpty;

        public ReadOnlySpan<char> Word()
        {
            var end = _rest.IndexOf(' ');
            var word = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            return word;
        }

        public readonly Cursor GetEnumerator() => this;
        public bool MoveNext() => !AtEnd && (Current = Word().ToString()) is not null;
        public string Current { get; private set; }
        public readonly void Dispose() => s_disposed++;
    }

    private ref struct Holder
    {
        private ref int _value;

        public Holder(ref int value) => _value = ref value;

        public readonly int Increment() => ++_value;
        public readonly ref int Value => ref _value;
    }

    [ThreadStatic]
    private static int s_disposed;

    private static int Sum(Span<int> values)
    {
        var sum = 0;
        foreach (ref var v in values)
        {
            sum += v;
            v = 0;
        }

        return sum;
    }

    private static Span<int> Slice(Span<int> values, Range range) => values[range];
    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text) => text.Trim();
    private static Memory<int> Tail(Memory<int> memory) => memory[1..];
    private static ReadOnlySpan<byte> Literal() => "data"u8;
    private static Holder Hold(ref int v) => new(ref v);
    private static int Stack(int n)
    {
        Span<int> values = stackalloc int[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = i;
        }

        return Sum(values);
    }

    private static unsafe int StackInTry(int n)
    {
        try
        {
            var values = stackalloc int[n];
            values[n - 1] = n;
            return values[n - 1];
        }
        finally
        {
            n = 0;
        }
    }

    [SkipLocalsInit]
    private static int NoInit(int n)
    {
        Span<long> values = stackalloc long[8];
        values.Clear();
        return values.Length + n;
    }

    private static string Created(int n) => string.Create(n, 'c', static (span, c) => span.Fill(c));

    private static int Pooled(int n)
    {
        var rented = ArrayPool<int>.Shared.Rent(n);
        try
        {
            return MemoryMarshal.Cast<int, byte>(rented.AsSpan(0, n)).Length;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

#if NET9_0_OR_GREATER
    private static int Anti<T>(T value, Func<T, int> of) where T : allows ref struct => of(value);

    private static T Same<T>(T value) where T : allows ref struct => value;

    private static string AntiRun() => $"{Anti<ReadOnlySpan<char>>("four", static s => s.Length)} {Same<ReadOnlySpan<char>>("abc").Length} {Same(7)} {Same("s")}";
#else
    private static string AntiRun() => "4 3 7 s";
#endif

    public static void Run(Transcript t)
    {
        t.Group(nameof(RefStructs));
        var words = new List<string>();
        s_disposed = 0;
        foreach (var word in new Cursor("the quick fox"))
        {
            words.Add(word);
        }

        t.Say("words", string.Join("|", words) + s_disposed);
        int[] values = [1, 2, 3, 4];
        t.Say("sum", Sum(Slice(values, 1..3)));
        t.Say("zeroed", values);
        t.Say("trimmed", Trimmed("  x ").Length);
        t.Say("tail", Tail(values).Length);
        t.Say("literal", Literal()[1]);
        var held = 1;
        var holder = Hold(ref held);
        holder.Increment();
        holder.Value++;
        t.Say("held", held);
        t.Say("stack", Stack(10) + StackInTry(3) + NoInit(1));
        t.Say("created", Created(3));
        t.Say("pooled", Pooled(3));
        t.Say("anti", AntiRun());
        t.Try("range", () => Slice(new int[2], 1..3).Length);
    }
}
