using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Async methods that wait for each other; ids double as milliseconds.</summary>
internal sealed class Orders
{
    public async Task<int> PlaceAsync(int id)
    {
        Check(id);
        var stock = await StockAsync(id);
        var price = await PriceAsync(id).ConfigureAwait(false);
        for (var i = 0; i < 2; i++)
        {
            price += await RebateAsync(i);
        }

        return Total(stock, price);
    }

    public async Task<int> FailsAsync(int id)
    {
        try
        {
            await RefuseAsync(id);
        }
        catch (ArgumentException)
        {
            Check(id);
        }

        await StockAsync(1);
        await RefuseAsync(id);
        return id;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> PooledAsync(int id)
    {
        var stock = await StockAsync(id);
        return stock + await RebateAsync(id);
    }

    public Task<int> StartAsync(int id)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Forget(id, done);
        return done.Task;
    }

    private async void Forget(int id, TaskCompletionSource<int> done)
    {
        var stock = await StockAsync(id);
        Check(id);
        done.SetResult(stock);
    }

    private static void Check(int id) => ArgumentOutOfRangeException.ThrowIfNegative(id);

    private static async Task<int> StockAsync(int id)
    {
        await Task.Delay(id);
        return await DeeperAsync(id);
    }

    private static async Task<int> DeeperAsync(int id)
    {
        await Task.Delay(id);
        Check(id);
        return id;
    }

    private static async ValueTask<int> PriceAsync(int id)
    {
        await Task.Delay(id / 2);
        return id * 2;
    }

    private static async ValueTask<int> RebateAsync(int id)
    {
        if (id > 0)
        {
            await Task.Yield();
        }

        return id;
    }

    private static async Task RefuseAsync(int id)
    {
        await Task.Yield();
        throw new ArgumentException($"refused {id}");
    }

    private static int Total(int stock, int price) => stock + price;
}
