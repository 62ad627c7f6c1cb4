using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus.Shapes;

/// <summary>What the language got last, and what it had first and hides.</summary>
internal static class Modern
{
    private static int s_initialized;

    [ModuleInitializer]
    internal static void InitializeModule() => s_initialized++;

    private sealed class Kept
    {
        public string Trimmed { get => field ?? "none"; set => field = value?.Trim(); }
        public int Clamped { get; set => field = Math.Clamp(value, 0, 10); } = 5;
    }

    private struct Total(int start)
    {
        private int _sum = start;

        public void operator +=(int n) => _sum += n;
        public void operator ++() => _sum++;
        public static Total operator -(Total a, Total b) => new(a._sum - b._sum);
        public static Total operator checked -(Total a) => new(checked(-a._sum));
        public static Total operator -(Total a) => new(unchecked(-a._sum));
        public static Total operator >>>(Total a, int n) => new(a._sum >>> n);
        public static bool operator true(Total a) => a._sum > 0;
        public static bool operator false(Total a) => a._sum <= 0;
        [UnscopedRef] public ref int Place() => ref _sum;
        public override readonly string ToString() => $"T{_sum}";
    }

    private ref struct Holder(ref int place)
    {
        private ref int _place = ref place;

        public int Add(int n) => _place += n;
        public readonly ref int Get() => ref _place;
    }

    private sealed class Broken
    {
        public static readonly int Value = Fail();
        private static int Fail() => throw new InvalidOperationException("never ready");
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlaid
    {
        [FieldOffset(0)] public int Whole;
        [FieldOffset(0)] public short Low;
        [FieldOffset(2)] public short High;

        public readonly int Swapped() => (Low << 16) | (ushort)High;
    }

    [InterpolatedStringHandler]
    private readonly struct Shout(int literal, int holes)
    {
        private readonly List<string> _parts = [$"{literal}/{holes}"];

        public void AppendLiteral(string text) => _parts.Add(text.ToUpperInvariant());
        public void AppendFormatted<T>(T value) => _parts.Add($"<{value}>");
        public override string ToString() => string.Join("|", _parts);
    }

    [CollectionBuilder(typeof(Bunches), nameof(Bunches.Create))]
    private sealed class Bunch(int[] items) : List<int>(items);

    private static class Bunches
    {
        public static Bunch Create(ReadOnlySpan<int> items) => new(items.ToArray());
    }

    private sealed class Node
    {
        public Node Next { get; set; }
        public int Value { get; set; }
    }

    private static string Said(Shout shout) => shout.ToString();
    private static T Summed<T>(params ReadOnlySpan<T> numbers) where T : INumber<T> { var sum = T.Zero; foreach (var n in numbers) { sum += n; } return sum; }
    private static string Listed(int[] items) => items switch { [] => "empty", [var only] => $"one {only}", [1, .. var middle, 9] => $"1..9 {middle.Length}", [.., < 0] => "negative end", _ => "other" };
    private static int Counted((int A, string B) pair) => pair is (> 0, { Length: var length }) ? length : -1;
    private static int Typed() { var n = 5; var reference = __makeref(n); return __refvalue(reference, int) + (__reftype(reference) == typeof(int) ? 1 : 0); }
    private static int Nested(int n) { static int Twice(int x) => x * 2; int Plus(int x) { int Deeper() => x + n; return Deeper(); } return Twice(Plus(n)); }
    private static int Discards((int, int) pair, int _, out int given) { (_, var b) = pair; given = b; return b; }
    private static unsafe int Sized() => sizeof(Overlaid) + sizeof(decimal);
    private static Range Ranged(Index from) => from..^1;

    public static void Run(Transcript t)
    {
        t.Group(nameof(Modern));
        t.Say("module", s_initialized);
        var kept = new Kept { Trimmed = "  a ", Clamped = 99 };
        t.Say("field", $"{kept.Trimmed} {kept.Clamped} {new Kept().Trimmed}");
        var total = new Total(3);
        total += 4;
        total++;
        total.Place() *= 2;
        t.Say("operators", $"{total} {total - new Total(1)} {-total} {total >>> 2} {(total ? "yes" : "no")}");
        var n = 1;
        var holder = new Holder(ref n);
        holder.Add(4);
        holder.Get()++;
        t.Say("ref field", n);
        t.Try("type initializer", () => Broken.Value);
        t.Try("and again", () => Broken.Value);
        t.Say("overlaid", new Overlaid { Low = 1, High = 2 }.Swapped() + new Overlaid { Whole = 7 }.Low);
        t.Say("handler", Said($"a{n}b{"c"}"));
        Bunch bunch = [1, 2, .. new[] { 3, 4 }];
        t.Say("built", bunch);
        t.Say("generic math", $"{Summed(1, 2, 3)} {Summed(1.5, 2)} {Summed<BigInteger>(BigInteger.One, 41)}");
        t.Say("lists", $"{Listed([])} {Listed([4])} {Listed([1, 2, 9])} {Listed([3, -1])} {Listed([3, 4])}");
        t.Say("patterns", Counted((1, "abc")) + Counted((0, "abc")));
        t.Say("typed reference", Typed());
        t.Say("local functions", Nested(4));
        t.Say("discards", Discards((1, 2), 3, out var given) + given);
        t.Say("sizes", Sized());
        t.Say("ranges", "0123456789"[Ranged(3)]);
        var node = new Node { Value = 1 };
        node.Next?.Value = 5;
        node?.Value += 2;
        t.Say("null-conditional assignment", node.Value);
        t.Say("extension", "abc".Doubled() + new List<int> { 1, 2, 3 }.Sum2() + 21.Half + int.Answer);
        var add = (ref int x, int y = 2) => x += y;
        add(ref n);
        t.Say("lambda", n);
    }
}

internal static class Extensions
{
    public static string Doubled(this string text) => text + text;

    public static int Sum2<T>(this T items) where T : IEnumerable<int> => items.Sum() * 2;

    extension(int number)
    {
        public int Half => number / 2;
        public static int Answer => 42;
    }
}
