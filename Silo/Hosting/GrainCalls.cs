using System.Diagnostics;
using Arthas.Silo.Journals;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Hosting;

/// <summary>
/// Calls to grains, with a time limit for each attempt, and again when a silo died under one or its journal went over to
/// another activation: every call may be repeated. Past the limit the cluster is away.
/// </summary>
internal sealed partial class GrainCalls(
    IOptions<SiloOptions> options, ClusterPresence presence, IServiceProvider services, TimeProvider time, ILogger<GrainCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly IJournalHealth? _journal = services.GetService<IJournalHealth>();

    /// <summary>Why a call would fail now; null where that is not known beforehand.</summary>
    public string? Away => presence.NotYet is { } why ? _journal?.Away ?? why : _journal?.Away;

    /// <exception cref="ClusterAwayException">It says what is away, and what to do.</exception>
    public async ValueTask<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancel = default)
    {
        var (begin, pause) = (time.GetTimestamp(), FirstPause);
        while (true)
        {
            if (presence.NotYet is { } why)
            {
                throw new ClusterAwayException(_journal?.Away ?? why);
            }

            string problem;
            try
            {
                var answer = call();
                return answer.IsCompletedSuccessfully ? await answer : await answer.WaitAsync(options.Value.Attempt, time, cancel);
            }
            catch (JournalAwayException e)
            {
                throw new ClusterAwayException(e.Message, e);
            }
            catch (TimeoutException)
            {
                problem = $"no answer within {options.Value.Attempt.TotalSeconds:0.#} s";
            }
            catch (Exception e) when (IsDying(e))
            {
                problem = e.GetBaseException().Message;
            }

            // The silos cannot find each other's grains without it, nor wake them: it is what to mend.
            if ((_journal?.Away ?? _journal?.AwayIn(problem)) is { } away)
            {
                throw new ClusterAwayException(away);
            }

            if (time.GetElapsedTime(begin) >= options.Value.Limit)
            {
                throw new ClusterAwayException($"The cluster did not answer within {options.Value.Limit.TotalSeconds:0.#} s; are its silos up? ({problem})");
            }

            Repeated(problem);
            await Task.Delay(pause + (pause * Random.Shared.NextDouble()), time, cancel);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    public async ValueTask RunAsync(Func<Task> call, CancellationToken cancel = default) => await RunAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancel);

    /// <summary>A silo, a connection or an activation went away; the callee itself throws none of these.</summary>
    private static bool IsDying(Exception e) => e is OrleansException or JournalFencedException or IOException or ObjectDisposedException
        or System.Net.Sockets.SocketException or Orleans.Runtime.Messaging.ConnectionFailedException;

    [LoggerMessage(2002, LogLevel.Debug, "A call to a grain failed and is repeated: {Problem}")]
    private partial void Repeated(string problem);
}
