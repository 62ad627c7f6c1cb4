using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Weaving;

/// <summary><c>Hot.Add</c> is inlined into <c>Hot.Batch</c>: 10,000,000 and 100 calls in a measurement.</summary>
public sealed class InliningTests
{
    private const long Adds = 10_000_000, Batches = 100, None = 0;

    [Fact]
    public async Task A_method_inlined_before_the_attach_is_heard()
    {
        await using var corpus = await WarmAsync();
        await corpus.OrderAsync("weave add Corpus:Corpus.Hot:Add");

        Assert.Equal(new[] { Adds }, await HeardAsync(corpus, "add"));
    }

    [Fact]
    public async Task An_inliner_woven_and_reverted_does_not_hide_what_it_inlines()
    {
        await using var corpus = await WarmAsync();
        await corpus.OrderAsync("weave add Corpus:Corpus.Hot:Add");
        await corpus.OrderAsync("weave batch Corpus:Corpus.Hot:Batch");
        Assert.Equal(new[] { Adds, Batches }, await HeardAsync(corpus, "add", "batch"));

        await corpus.OrderAsync("unweave batch");

        Assert.Equal(new[] { Adds, None }, await HeardAsync(corpus, "add", "batch"));
    }

    [Fact]
    public async Task An_inlinee_woven_later_does_not_silence_its_inliner()
    {
        await using var corpus = await WarmAsync();
        await corpus.OrderAsync("weave batch Corpus:Corpus.Hot:Batch");
        await corpus.OrderAsync("weave add Corpus:Corpus.Hot:Add");
        Assert.Equal(new[] { Adds, Batches }, await HeardAsync(corpus, "add", "batch"));

        await corpus.OrderAsync("unweave add");

        Assert.Equal(new[] { None, Batches }, await HeardAsync(corpus, "add", "batch"));
    }

    [Fact]
    public async Task Two_listeners_hear_every_call_each_and_leave_one_by_one()
    {
        await using var corpus = await WarmAsync();
        await corpus.OrderAsync("weave one Corpus:Corpus.Hot:Add");
        await corpus.OrderAsync("weave two Corpus:Corpus.Hot:Add");
        Assert.Equal(new[] { Adds, Adds }, await HeardAsync(corpus, "one", "two"));

        await corpus.OrderAsync("unweave one");

        Assert.Equal(new[] { None, Adds }, await HeardAsync(corpus, "one", "two"));
    }

    [Fact]
    public async Task A_method_inlined_into_a_loop_that_never_returns_is_not_heard_and_the_job_says_why()
    {
        await using var target = RunningProcess.Start(Built.Target("HotLoop"), []);
        await target.LineAsync("hot loop");
        await target.SendAsync("endless");
        await using var hub = await HubProcess.StartForAsync(target);
        var (session, consumer) = await hub.Api.OpenAsync();

        await hub.Api.PostAsync(new { action = "async_exec", command = "watch HotLoop.Calls Add params", sessionId = session });
        var results = await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("message") && result.Text("message").Contains("No call was heard so far", StringComparison.Ordinal));

        Assert.DoesNotContain(results, static result => result.Is("watch"));
        Assert.Contains("If HotLoop.Calls.Add is being called", results[^1].Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_on_a_range_of_a_hot_method_is_no_silence()
    {
        await using var target = RunningProcess.Start(Built.Target("HotLoop"), []);
        await target.LineAsync("hot loop");
        await using var hub = await HubProcess.StartForAsync(target);
        var (session, consumer) = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = "watch HotLoop.Calls Add params 'params[1] < 0' --timeout 7", sessionId = session });

        await target.SendAsync("1 run Add 8000");

        var results = await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("status"));
        Assert.DoesNotContain(results, static result => result.Is("message") && result.Text("message").Contains("No call", StringComparison.Ordinal));
    }

    private static async Task<CorpusProcess> WarmAsync()
    {
        var corpus = await CorpusProcess.StartAsync();
        await corpus.HotAsync();
        await corpus.HotAsync();
        await corpus.AttachAsync();
        return corpus;
    }

    /// <summary>What each listener hears of one measurement.</summary>
    private static async Task<long[]> HeardAsync(CorpusProcess corpus, params string[] listeners)
    {
        var before = new long[listeners.Length];
        for (var i = 0; i < listeners.Length; i++)
        {
            before[i] = await corpus.TotalAsync(listeners[i]);
        }

        await corpus.HotAsync();
        var heard = new long[listeners.Length];
        for (var i = 0; i < listeners.Length; i++)
        {
            heard[i] = await corpus.TotalAsync(listeners[i]) - before[i];
        }

        return heard;
    }
}
