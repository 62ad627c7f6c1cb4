namespace Shop;

internal sealed class Work
{
    public int Run(int milliseconds)
    {
        var sum = Once(milliseconds);
        for (var i = 0; i < 3; i++)
        {
            sum += Once(milliseconds / 3);
        }

        return sum + Twice(milliseconds);
    }

    private static int Once(int milliseconds)
    {
        Timed.Busy(milliseconds);
        return 1;
    }

    private static int Twice(int milliseconds) => Once(milliseconds) + Once(milliseconds);
}
