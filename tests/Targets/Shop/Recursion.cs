namespace Shop;

internal sealed class Recursion
{
    public int Down(int depth) => depth == 0 ? Leaf() : Down(depth - 1) + 1;

    public static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);

    private static int Leaf() => 0;
}
