namespace demo;

/// <summary>Called with 1, 2, 3, …: whoever watches it sees by the values themselves what was lost and what came twice.</summary>
public sealed class Counter
{
    public int last;

    public int next(int number)
    {
        last = number;
        return number;
    }
}
