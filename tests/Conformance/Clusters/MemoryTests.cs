using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Clusters;

/// <summary>Who is idle must cost next to nothing. Alone in its run, because it reads the memory of the whole process.</summary>
[Collection("memory")]
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class MemoryTests : IAsyncLifetime
{
    private const int Many = 2_000;

    private static readonly Result Message = new(0, "message", "{}"u8.ToArray());

    private TestNode _node = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await TestNode.StartAsync(new ClusterSettings(), isHub: true);
        // What the first of each kind costs is no matter.
        await OpenManyAsync(50);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
    }

    /// <summary>Grain, journal, consumer and the place in the index, measured at 10 kB.</summary>
    [Fact]
    public async Task Idle_session_with_its_consumer_is_small()
    {
        var before = await MemoryAsync();
        var opened = await OpenManyAsync(Many);

        var each = (await MemoryAsync() - before) / Many;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a session");
        Assert.InRange(each, long.MinValue, 20_000);
        GC.KeepAlive(opened);
    }

    [Fact]
    public async Task Parked_consumer_is_small()
    {
        using var end = new CancellationTokenSource();
        var opened = await OpenManyAsync(Many);
        var parked = new Task<Pulled>[Many];
        var before = await MemoryAsync();
        for (var i = 0; i < Many; i++)
        {
            parked[i] = _node.Sessions.PullAsync(opened[i].SessionId, opened[i].ConsumerId, null, TimeSpan.FromMinutes(5), end.Token).AsTask();
        }

        foreach (var (session, consumer) in opened.Select(one => (one.SessionId, one.ConsumerId)))
        {
            await _node.Consumer(session, consumer).CommitAsync(0);
        }

        var each = (await MemoryAsync() - before) / Many;

        Assert.DoesNotContain(parked, pull => pull.IsCompleted);
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a parked pull");
        Assert.InRange(each, long.MinValue, 3_000);
        await end.CancelAsync();
        await Task.WhenAll(parked).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Once nothing more is given back of what other tests, and the start of the node, left behind.</summary>
    private static async Task<long> MemoryAsync()
    {
        var (now, calm) = (GC.GetTotalMemory(forceFullCollection: true), 0);
        for (var i = 0; i < 100 && calm < 4; i++)
        {
            await Task.Delay(100, Cancel);
            GC.WaitForPendingFinalizers();
            var next = GC.GetTotalMemory(forceFullCollection: true);
            (now, calm) = (next, Math.Abs(now - next) < 100_000 ? calm + 1 : 0);
        }

        return now;
    }

    private async Task<OpenedSession[]> OpenManyAsync(int many)
    {
        var opened = new OpenedSession[many];
        for (var i = 0; i < many; i++)
        {
            // As the hub greets: a constant message and a welcome of its own.
            var welcome = new Result(0, "welcome", Encoding.UTF8.GetBytes($"{i,200}"));
            opened[i] = await _node.Sessions.OpenAsync(new NewSession { Greeting = ResultBytes.Of(Message, welcome) }, Cancel);
            await _node.Sessions.CommitAsync(opened[i].SessionId, opened[i].ConsumerId, 3, Cancel);
        }

        return opened;
    }
}
