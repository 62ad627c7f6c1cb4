using Arthas.Silo.Hosting;

namespace Arthas.Silo.Ledgers;

/// <summary>This process's job numbers, out of a block that it took from the cluster's counter.</summary>
internal sealed class JobNumbers(IGrainFactory grains, GrainCalls calls) : IDisposable
{
    /// <summary>As many are lost when a process ends.</summary>
    private const int Block = 100;

    private readonly Lazy<IJobCounterGrain> _counter = new(() => grains.GetGrain<IJobCounterGrain>(0));
    private readonly SemaphoreSlim _taking = new(1);
    private readonly Lock _gate = new();
    private int _next;
    private int _end;

    /// <param name="above">The last number of whoever asks: numbers rise for each, whichever process asked before.</param>
    public async ValueTask<int> NextAsync(int above = 0)
    {
        if (TryNext(above) is { } ready)
        {
            return ready;
        }

        await _taking.WaitAsync();
        try
        {
            while (true)
            {
                if (TryNext(above) is { } next)
                {
                    return next;
                }

                var first = await calls.RunAsync(() => _counter.Value.TakeAsync(Block));
                lock (_gate)
                {
                    (_next, _end) = (first, first + Block);
                }
            }
        }
        finally
        {
            _taking.Release();
        }
    }

    public void Dispose() => _taking.Dispose();

    private int? TryNext(int above)
    {
        lock (_gate)
        {
            if (_next <= above && _next < _end)
            {
                _next = above + 1;
            }

            return _next < _end ? _next++ : null;
        }
    }
}
