namespace demo;

/// <summary>Methods and getters that take their time.</summary>
public sealed class Slow
{
    public static readonly ManualResetEventSlim Gate = new();

    public static int Sleeps;

    public static int Blocked;

    public int Quick() => 1;

    public int Sleep(int milliseconds)
    {
        Interlocked.Increment(ref Sleeps);
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    public int Block()
    {
        Interlocked.Increment(ref Blocked);
        Gate.Wait();
        return 1;
    }

    public int Getter => Sleep(300);

    public IEnumerable<int> Steps
    {
        get
        {
            for (int i = 0; i < 100; i++)
            {
                yield return Sleep(40);
            }
        }
    }
}
