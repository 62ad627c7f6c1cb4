using System.Runtime.CompilerServices;

namespace Corpus.Shapes;

internal static class Recursion
{
    private static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
    private static int Ackermann(int m, int n) => m == 0 ? n + 1 : n == 0 ? Ackermann(m - 1, 1) : Ackermann(m - 1, Ackermann(m, n - 1));
    private static bool Even(int n) => n == 0 || Odd(n - 1);
    private static bool Odd(int n) => n != 0 && Even(n - 1);
    private static int Sum(int n, int acc) => n == 0 ? acc : Sum(n - 1, acc + n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Inlined(int n) => n <= 0 ? 0 : 1 + Inlined(n - 1);

    private static void Hanoi(int n, char a, char b, char c, ref int moves)
    {
        if (n == 0)
        {
            return;
        }

        Hanoi(n - 1, a, c, b, ref moves);
        moves++;
        Hanoi(n - 1, c, b, a, ref moves);
    }

    private static int Deep(int n) => n == 0 ? throw new InvalidOperationException("bottom") : Deep(n - 1) + 1;

    private static IEnumerable<int> Walk(int n)
    {
        if (n > 0)
        {
            foreach (var v in Walk(n - 1))
            {
                yield return v;
            }

            yield return n;
        }
    }

    private sealed record Tree(int Value, Tree Left = null, Tree Right = null)
    {
        public int Total => Value + (Left?.Total ?? 0) + (Right?.Total ?? 0);
        public int Depth() => 1 + Math.Max(Left?.Depth() ?? 0, Right?.Depth() ?? 0);
    }

    /// <summary>Down to where the runtime says that the stack is short: our frames must not be the ones that overflow.</summary>
    private static int ToTheEnd(int n) => RuntimeHelpers.TryEnsureSufficientExecutionStack() ? 1 + ToTheEnd(n + 1) : 0;

    public static void Run(Transcript t)
    {
        t.Group(nameof(Recursion));
        t.Say("fib", Fib(12));
        t.Say("ackermann", Ackermann(2, 3));
        t.Say("even", Even(10) && Odd(7));
        t.Say("sum", Sum(200, 0));
        t.Say("inlined", Inlined(25));
        var moves = 0;
        Hanoi(5, 'a', 'b', 'c', ref moves);
        t.Say("hanoi", moves);
        t.Try("deep", () => Deep(30));
        t.Say("walk", Walk(5));
        var tree = new Tree(1, new(2, new(3)), new(4));
        t.Say("tree", $"{tree.Total} {tree.Depth()}");
        t.Say("toTheEnd", ToTheEnd(0) > 500);
    }
}
