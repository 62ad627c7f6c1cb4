namespace Corpus.Shapes;

internal static partial class Flow
{
    private static int For(int n) { var s = 0; for (var i = 0; i < n; i++) { if (i % 2 == 0) continue; if (i > 50) break; s += i; } return s; }
    private static int While(int n) { while (n > 10) n /= 2; return n; }
    private static int Do(int n) { do { n--; } while (n > 0); return n; }
    private static int Foreach(IEnumerable<int> v) { foreach (var i in v) { if (i == 3) return i; } return -1; }

    private static int Goto(int n)
    {
        start:
        if (n > 100) goto end;
        n *= 3;
        goto start;
        end:
        return n;
    }

    private static string SwitchInt(int n)
    {
        switch (n)
        {
            case 0: return "zero";
            case 1: case 2: return "few";
            case 3: goto case 1;
            case > 100 when n % 2 == 0: return "even";
            default: return "many";
        }
    }

    private static int SwitchText(string s) => s switch
    {
        "alpha" => 1, "beta" => 2, "gamma" => 3, "delta" => 4, "epsilon" => 5, "zeta" => 6, "eta" => 7, null => -1, { Length: > 10 } => 8, _ => 0,
    };

    private static string Pattern(object o) => o switch
    {
        null => "null",
        int and > 5 and < 10 => "between",
        int n => $"int {n}",
        string { Length: 0 } => "empty",
        string s when s.StartsWith('x') => "x",
        int[] and [1, .., var last] => $"list to {last}",
        int[] { Length: var length } => $"array {length}",
        (int a, int b) => $"pair {a + b}",
        DateTime { Year: 2024, Month: 1 or 2 } => "early 2024",
        Small.One or Small.Two => "small",
        not null => o.GetType().Name,
    };

    private static string Tuples(bool a, bool b) => (a, b) switch { (true, true) => "both", (true, _) => "first", (_, true) => "second", _ => "none" };
    private static int Ternary(int? n) => n is null ? -1 : n > 0 ? 1 : 0;
    private static string Coalesce(string a, string b) => a ?? b ?? "neither";
    private static int? Conditional(string s) => s?.Trim()?.Length;
    private static bool ShortCircuit(int[] calls) => Count(calls, true) || Count(calls, true) && Count(calls, false);
    private static bool Count(int[] calls, bool v) { calls[0]++; return v; }
    private static int Checked(int a, int b) => checked(a * b);
    private static int Unchecked(int a, int b) => unchecked(a * b);
    private static byte Narrow(int v) => checked((byte)v);
    private static int Shifts(int v) => (v << 3) ^ (v >> 1) ^ (v >>> 2);
    private static int Lambda(int n) { int Local(int k) => k + n; return Local(1) + new Func<int, int>(k => k * n)(2); }
    private static int StaticLocal(int n) { return Twice(n) + Twice(1); static int Twice(int k) => k * 2; }
    private static string Ranges(string s) => s[1..^1] + s[^1] + s[..2];
    private static int Compound(int n) { n += 2; n *= n; n ^= 5; n <<= 1; n %= 1000; return n--; }
    private static (int, int) Deconstructed((int, int) v) { var (a, b) = v; (a, b) = (b, a); return (a, b); }
    private static int Lock(object gate, int n) { lock (gate) { lock (gate) { return n + 1; } } }

    private static int Using(List<string> log)
    {
        using var a = new Scope(log, "a");
        using (var b = new Scope(log, "b"))
        {
            log.Add("inside");
        }

        return log.Count;
    }

    private sealed class Scope(List<string> log, string name) : IDisposable
    {
        public void Dispose() => log.Add("-" + name);
    }

    /// <summary>Enough code that short branches of the original do not reach in the copy.</summary>
    private static int Long(int n)
    {
        var s = 0;
        for (var i = 0; i < 3; i++)
        {
            if (n > i) { s += n * 3 + i - 7; s ^= n << 2; s += s >> 3; } else { s -= n * 5 - i + 9; s ^= n << 1; }
            if (n > i + 1) { s += n * 3 + i - 6; s ^= n << 3; s += s >> 2; } else { s -= n * 5 - i + 8; s ^= n << 4; }
            if (n > i + 2) { s += n * 3 + i - 5; s ^= n << 4; s += s >> 1; } else { s -= n * 5 - i + 7; s ^= n << 5; }
            if ((s & 1) == 0) continue;
            if (s % 7 == 0) break;
            if (n > i + 3) { s += n * 3 + i - 4; s ^= n << 5; s += s >> 4; } else { s -= n * 5 - i + 6; s ^= n << 6; }
            if (s > 100000) return -s;
        }

        return s;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Flow));
        t.Say("loops", For(100) + While(1000) + Do(5) + Foreach([1, 2, 3]) + Foreach(new List<int> { 1 }) + Goto(2));
        t.Say("switch", string.Join(",", new[] { 0, 1, 3, 7, 102 }.Select(SwitchInt)));
        t.Say("text", string.Join(",", new[] { "alpha", "zeta", "eta", "other", "a long text it is", null }.Select(SwitchText)));
        t.Say("pattern", new object[] { null, 7, 70, "", "xy", new[] { 1, 2, 9 }, new[] { 2 }, (1, 2), new DateTime(2024, 2, 1), Small.Two, 1.5 }.Select(Pattern));
        t.Say("tuples", Tuples(true, true) + Tuples(true, false) + Tuples(false, true) + Tuples(false, false));
        t.Say("ternary", Ternary(null) + Ternary(0) + Ternary(5));
        t.Say("coalesce", Coalesce(null, null) + Coalesce("a", null) + Conditional(" x ") + Conditional(null));
        int[] calls = [0];
        t.Say("shortCircuit", $"{ShortCircuit(calls)} {calls[0]}");
        t.Try("checked", () => Checked(int.MaxValue, 2));
        t.Try("narrow", () => Narrow(256));
        t.Say("unchecked", Unchecked(int.MaxValue, 2) + Shifts(-5));
        t.Say("locals", Lambda(3) + StaticLocal(4));
        t.Say("ranges", Ranges("hello"));
        t.Say("compound", Compound(7));
        t.Say("deconstructed", Deconstructed((1, 2)));
        t.Say("lock", Lock(new(), 1));
        var log = new List<string>();
        t.Say("using", Using(log));
        t.Say("log", log);
        t.Say("long", Enumerable.Range(-3, 12).Select(Long));
        t.Say("branches", Enumerable.Range(0, 16).Select(i => Branches(i * 20)));
        t.Say("jump", Enumerable.Range(0, 16).Select(i => Jump(i * 20)));
    }
}
