using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Local;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Local;

/// <summary>Who is idle must cost next to nothing. Alone in its run, because it reads the memory of the whole process.</summary>
[Collection("memory")]
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class LocalMemoryTests
{
    private const int Many = 10_000;
    private const int MostBytes = 2_500;

    private readonly LocalSessions _sessions = new(
        TimeProvider.System, Options.Create(new LogOptions()), Options.Create(new LeaseOptions()));

    [Fact]
    public async Task Idle_session_with_its_consumer_is_small()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await OpenManyAsync();

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Many;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a session");
        Assert.InRange(each, 1, MostBytes);
        GC.KeepAlive(_sessions);
    }

    [Fact]
    public async Task Parked_consumer_is_small()
    {
        using var end = new CancellationTokenSource();
        var opened = await OpenManyAsync();
        var parked = new Task<Pulled>[Many];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Many; i++)
        {
            parked[i] = _sessions.PullAsync(opened[i].SessionId, opened[i].ConsumerId!, null, TimeSpan.FromMinutes(5), end.Token).AsTask();
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Many;

        Assert.DoesNotContain(parked, pull => pull.IsCompleted);
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a parked pull");
        Assert.InRange(each, 1, MostBytes);
        await end.CancelAsync();
        await Task.WhenAll(parked).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task<OpenedSession[]> OpenManyAsync()
    {
        var opened = new OpenedSession[Many];
        for (var i = 0; i < Many; i++)
        {
            // As the hub greets: a constant message and a welcome of its own.
            var welcome = new Result(0, "welcome", Encoding.UTF8.GetBytes($"{i,200}"));
            opened[i] = await _sessions.OpenAsync(new NewSession { Greeting = [Message, welcome] }, CancellationToken.None);
            await _sessions.CommitAsync(opened[i].SessionId, opened[i].ConsumerId!, 3, CancellationToken.None);
        }

        return opened;
    }

    private static readonly Result Message = new(0, "message", "{}"u8.ToArray());
}
