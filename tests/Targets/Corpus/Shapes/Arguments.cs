using System.Runtime.CompilerServices;

namespace Corpus.Shapes;

internal static class Arguments
{
    private static int Many(int a, long b, byte c, string d, double e, float f, short g, char h, bool i, object j,
        int k, long l, byte m, string n, double o, float p, short q, char r, bool s, object u) =>
        a + (int)b + c + d.Length + (int)e + (int)f + g + h + (i ? 1 : 0) + (j is null ? 1 : 0)
        + k + (int)l + m + n.Length + (int)o + (int)p + q + r + (s ? 1 : 0) + (u is null ? 1 : 0);

    private static string Optional(int a = 1, string b = "b", DateTime c = default) => $"{a}{b}{c.Ticks}";

    private static int Params(params int[] values) => values.Sum();

#if NET9_0_OR_GREATER
    private static int ParamsSpan(params ReadOnlySpan<int> values) => values.Length;
#else
    private static int ParamsSpan(params int[] values) => values.Length;
#endif

    private static string Caller([CallerMemberName] string member = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(line))] string text = "") =>
        $"{member} {line > 0} {text}";

    private static int Reassigned(int a, string b)
    {
        a += 10;
        b += "more";
        return a + b.Length;
    }

    private static int AddressTaken(int a)
    {
        ref var r = ref a;
        r *= 2;
        return a;
    }

    private static Big Large(Big v)
    {
        v.D = v.A + v.B + v.C;
        return v;
    }

    private static (Big, Big) TwoLarge(in Big a, Big b) => (b, a);

    private static int Discards(int _, string __) => 1;

    private static string Interpolated(FormattableString text) => text.ToString();

    private static string Handled(DefaultInterpolatedStringHandler text) => text.ToStringAndClear();

    private static int Utf8(ReadOnlySpan<byte> text) => text.Length;

    private struct Big
    {
        public long A, B, C, D;
        public string S;
        public override readonly string ToString() => $"{A} {B} {C} {D} {S}";
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Arguments));
        t.Say("many", Many(1, 2, 3, "4", 5, 6, 7, '8', true, null, 11, 12, 13, "14", 15, 16, 17, '8', true, t));
        t.Say("optional", Optional() + Optional(2, "c"));
        t.Say("params", Params() + Params(1) + Params(1, 2, 3));
        t.Say("paramsSpan", ParamsSpan(1, 2, 3));
        t.Say("caller", Caller());
        t.Say("reassigned", Reassigned(1, "a"));
        t.Say("addressTaken", AddressTaken(21));
        t.Say("large", Large(new() { A = 1, B = 2, C = 3, S = "s" }));
        var two = TwoLarge(new() { A = 1 }, new() { A = 2 });
        t.Say("twoLarge", $"{two.Item1} {two.Item2}");
        t.Say("discards", Discards(1, ""));
        t.Say("interpolated", Interpolated($"{1}+{"a"}"));
        t.Say("handled", Handled($"{1}-{2}"));
        t.Say("utf8", Utf8("grün"u8));
    }
}
