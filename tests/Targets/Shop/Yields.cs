namespace Shop;

/// <summary>Calls that are resumed as soon as they have been suspended, many at once.</summary>
internal sealed class Yields
{
    public async Task<int> RunAsync(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
        {
            sum += await OneAsync(i);
        }

        return sum;
    }

    public async Task<int> SideBySideAsync(int calls)
    {
        var tasks = new List<Task<int>>();
        for (var i = 0; i < calls; i++)
        {
            tasks.Add(OneAsync(i));
        }

        return (await Task.WhenAll(tasks)).Sum();
    }

    private async Task<int> OneAsync(int i)
    {
        await Task.Yield();
        var first = await LeafAsync(i);
        await Task.Yield();
        return first + Plain(i);
    }

    private static async Task<int> LeafAsync(int i)
    {
        await Task.Yield();
        return Plain(i);
    }

    private static int Plain(int i) => i & 1;
}
