namespace Shop;

internal static class Threads
{
    public static int Run(int threads, int calls)
    {
        var sum = 0;
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < calls; i++)
            {
                Interlocked.Add(ref sum, Outer(i));
            }
        })).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        return sum;
    }

    private static int Outer(int i) => Inner(i) + Inner(i);

    private static int Inner(int i) => i & 1;
}
