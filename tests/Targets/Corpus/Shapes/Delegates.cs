using System.Linq.Expressions;

namespace Corpus.Shapes;

internal static unsafe class Delegates
{
    private delegate bool TryParse<T>(string s, out T v);
    private delegate ref int Picker(int[] values);
    private delegate TResult Fold<in T, TResult>(TResult seed, T v);

    private static int Call(Func<int, int> f, int v) => f(v);
    private static Func<int> Closure(int n) { var k = n; return () => k++ + n; }
    private static Action<List<int>> Multicast() => static v => v.Add(1);
    private static Func<int, Func<int, int>> Curried() => a => b => a - b;
    private static bool TryInt(string s, out int v) => int.TryParse(s, out v);
    private static ref int LastOf(int[] v) => ref v[^1];
    private static int ViaPointer(delegate*<int, int, int> f) => f(3, 4);
    private static int Multiply(int a, int b) => a * b;
    private static T Folded<T>(IEnumerable<T> v, T seed, Fold<T, T> f) { foreach (var i in v) { seed = f(seed, i); } return seed; }
    private static string Instance(object o) { Func<string> f = o.ToString; return f(); }
    private static Expression<Func<int, int>> Tree() => v => v * v + 1;
    private static int Compiled(Expression<Func<int, int>> e, int v) => e.Compile()(v);
    private static int Discard() { Func<int, int, int> f = static (_, _) => 9; return f(1, 2); }
    private static Delegate Natural() => (int a, int b = 5) => a + b;
    private static int Extension(this string s, int n) => s.Length + n;
    private static int Counted(int n) { var count = 0; void Add() => count++; for (var i = 0; i < n; i++) { Add(); } return count; }
    private static Func<int> Recursive() { Func<int, int> f = null; f = n => n <= 1 ? 1 : n * f(n - 1); return () => f(6); }
    private static EventHandler Handler(List<string> log) => (sender, _) => log.Add($"{sender}");
    private static int Throwing(Action a) { try { a(); return 0; } catch (TimeoutException) { return 1; } }

    private sealed class Target(int n)
    {
        public int Get() => n;
        public static int Shared() => 7;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Delegates));
        t.Say("call", Call(v => v + 1, 1) + Call(v => v * v, 5));
        var closure = Closure(10);
        t.Say("closure", closure() + closure());
        var v = new List<int>();
        var many = Multicast();
        many += l => l.Add(2);
        many(v);
        t.Say("multicast", v);
        t.Say("curried", Curried()(9)(4));
        TryParse<int> parse = TryInt;
        t.Say("parse", $"{parse("12", out var n)} {n}");
        Picker picker = LastOf;
        int[] values = [1, 2];
        picker(values) = 20;
        t.Say("picker", values);
        t.Say("pointer", ViaPointer(&Multiply));
        t.Say("folded", Folded([1, 2, 3], 10, (s, i) => s + i) + Folded(["a", "b"], "", (s, i) => i + s));
        t.Say("instance", Instance(42) + new Func<int>(new Target(3).Get)() + new Func<int>(Target.Shared)());
        t.Say("compiled", Compiled(Tree(), 6));
        t.Say("discard", Discard());
        t.Say("natural", Natural().DynamicInvoke(1, 2));
        t.Say("extension", "abc".Extension(1));
        t.Say("open", ((Func<Target, int>)Delegate.CreateDelegate(typeof(Func<Target, int>), typeof(Target).GetMethod("Get")!))(new(8)));
        t.Say("counted", Counted(4));
        t.Say("recursive", Recursive()());
        var log = new List<string>();
        Handler(log)("me", EventArgs.Empty);
        t.Say("handler", log);
        t.Say("throwing", Throwing(() => throw new TimeoutException()));
    }
}
