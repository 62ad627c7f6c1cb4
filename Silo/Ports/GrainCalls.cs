using System.Diagnostics;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Ports;

/// <summary>
/// Every call of a node to a grain goes through here: with a time limit, and again when a silo died under it, which is
/// safe because each call may be repeated. Past the limit the engine is away.
/// </summary>
internal sealed partial class GrainCalls(IOptions<SiloOptions> options, ILogger<GrainCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Calls so far, for those who measure.</summary>
    public long Count => Interlocked.Read(ref _count);

    private long _count;

    /// <param name="wait">How long the callee may take by itself, besides the limit of one attempt.</param>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel, TimeSpan wait = default)
    {
        var begin = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            string problem;
            using (var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancel))
            {
                attempt.CancelAfter(options.Value.Attempt + wait);
                Interlocked.Increment(ref _count);
                try
                {
                    // A callee that is gone does not hear of the cancellation: the wait ends here all the same.
                    return await call(attempt.Token).WaitAsync(attempt.Token);
                }
                catch (StoreAwayException e)
                {
                    throw new EngineAwayException(e.Message, e);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    problem = $"no answer within {(options.Value.Attempt + wait).TotalSeconds:0.#} s";
                }
                catch (Exception e) when (IsDying(e))
                {
                    problem = e.Message;
                }
            }

            if (Stopwatch.GetElapsedTime(begin) - wait >= options.Value.Limit)
            {
                throw new EngineAwayException($"The Orleans cluster did not answer within {options.Value.Limit.TotalSeconds:0.#} s; are its silos up? ({problem})");
            }

            Repeated(problem);
            await Task.Delay(pause + (pause * Random.Shared.NextDouble()), cancel);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    public async ValueTask RunAsync(Func<CancellationToken, Task> call, CancellationToken cancel) =>
        await RunAsync(
            async c =>
            {
                await call(c);
                return true;
            },
            cancel);

    /// <summary>A silo or a connection went away; the callee itself throws none of these.</summary>
    private static bool IsDying(Exception e) => e is OrleansException or TimeoutException or IOException or ObjectDisposedException
        or System.Net.Sockets.SocketException or Orleans.Runtime.Messaging.ConnectionFailedException;

    [LoggerMessage(LogLevel.Debug, "A call to a grain failed and is repeated: {Problem}")]
    private partial void Repeated(string problem);
}
