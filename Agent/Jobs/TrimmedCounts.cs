namespace Arthas.Agent.Jobs;

/// <summary>How many results the batches had that a job does not hold any more; the oldest are forgotten.</summary>
internal sealed class TrimmedCounts
{
    private const int Remembered = 10_000;

    private readonly Queue<int> _counts = new();

    public void Add(int count)
    {
        if (_counts.Count == Remembered)
        {
            _counts.Dequeue();
        }

        _counts.Enqueue(count);
    }

    /// <summary>Of the last so many batches; with <c>at least</c> in front where some are forgotten.</summary>
    public string Last(long batches)
    {
        var sum = _counts.Skip((int)Math.Max(0, _counts.Count - batches)).Sum(count => (long)count);
        return batches > _counts.Count ? $"at least {sum}" : $"{sum}";
    }
}
