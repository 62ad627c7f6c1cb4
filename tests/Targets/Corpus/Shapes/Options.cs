using System.Runtime.CompilerServices;

namespace Corpus.Shapes;

/// <summary>Methods with flags for the compiler, and ones it writes by itself.</summary>
internal static partial class Options
{
    [MethodImpl(MethodImplOptions.NoInlining)] private static int NoInlining(int n) => n + 1;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] private static int Inlined(int n) => n + 2;
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] private static int Optimized(int n) { var s = 0; for (var i = 0; i < n; i++) { s += i; } return s; }
    [MethodImpl(MethodImplOptions.NoOptimization)] private static int NotOptimized(int n) => n * n;
    [MethodImpl(MethodImplOptions.Synchronized)] private static int Synchronized(int n) => n - 1;
    [Obsolete] private static int Old(int n) => n;
    [SkipLocalsInit] private static int NoInit(int n) { int k; k = n; return k; }
    [System.Diagnostics.DebuggerStepThrough, System.Diagnostics.StackTraceHidden] private static int Hidden(int n) => n;
    [System.Diagnostics.Conditional("NEVER")] private static void Never() => throw new InvalidOperationException();

    private sealed class Instance
    {
        private int _n;
        [MethodImpl(MethodImplOptions.Synchronized)] public int Next() => ++_n;
        [MethodImpl(MethodImplOptions.AggressiveInlining)] public int Peek() => _n;
    }

    private static partial int Partial(int n);
    private static partial int Partial(int n) => n * 11;

    private static int Volatile(int[] n) => System.Threading.Volatile.Read(ref n[0]) + Interlocked.Add(ref n[0], 5);
    private static readonly int[] Table = [.. Enumerable.Range(0, 100)];
    private static int ReadonlyTable(int i) => Table[i];
    private static ReadOnlySpan<int> Constants => [1, 2, 3];
    private const string Word = "const";
    private static string Constant() => Word + nameof(Word);
    private static int Locals40(int n)
    {
        int a = n, b = a + 1, c = b + 1, d = c + 1, e = d + 1, f = e + 1, g = f + 1, h = g + 1, i = h + 1, j = i + 1;
        long k = j, l = k * 2, m = l + a, o = m ^ b, p = o + c, q = p - d, r = q + e, s = r * f, u = s % 1001, v = u + g;
        double w = v, x = w / 2, y = x + h, z = y - i;
        string aa = "a", bb = aa + a, cc = bb + b;
        return (int)z + cc.Length + (int)(o + p + q + r) + j;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Options));
        t.Say("flags", NoInlining(1) + Inlined(2) + Optimized(100) + NotOptimized(4) + Synchronized(5) + Old(6) + NoInit(7) + Hidden(8));
        Never();
        var instance = new Instance();
        t.Say("instance", instance.Next() + instance.Next() + instance.Peek());
        t.Say("partial", Partial(3));
        t.Say("volatile", Volatile([1]));
        t.Say("table", ReadonlyTable(42) + Constants[2]);
        t.Say("constant", Constant());
        t.Say("locals", Locals40(3));
    }
}
