using System.Runtime.CompilerServices;

namespace demo;

/// <summary>Async methods whose ValueTasks come from a pool: each may be awaited once, by its caller.</summary>
public static class Pools
{
    public static long Right, Wrong;

    public static void Round() => RoundAsync().GetAwaiter().GetResult();

    private static async Task RoundAsync()
    {
        for (int i = 0; i < 10; i++)
        {
            Note(await Later(i) == i);
            Note(await AtOnce(i) == i);
            Note(await Generic($"{i}") == $"{i}");
            await Nothing();
            try
            {
                await Faults(i);
                Note(false);
            }
            catch (InvalidOperationException fault)
            {
                Note(fault.Message == $"fault {i}" && fault.StackTrace!.Contains("Faults"));
            }

            try
            {
                await Cancels();
                Note(false);
            }
            catch (OperationCanceledException cancelled)
            {
                Note(cancelled.Message == "mine");
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Later(int number)
    {
        await Task.Delay(5);
        return number;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#pragma warning disable CS1998 // Completes before it returns.
    public static async ValueTask<int> AtOnce(int number) => number;
#pragma warning restore CS1998

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T> Generic<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask Nothing() => await Task.Yield();

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Faults(int number)
    {
        await Task.Yield();
        throw new InvalidOperationException($"fault {number}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Cancels()
    {
        await Task.Yield();
        throw new OperationCanceledException("mine");
    }

    private static void Note(bool right)
    {
        if (right)
        {
            Interlocked.Increment(ref Right);
        }
        else
        {
            Interlocked.Increment(ref Wrong);
        }
    }
}
