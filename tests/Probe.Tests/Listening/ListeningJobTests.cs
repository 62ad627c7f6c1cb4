using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Tests.Listening;

public sealed class ListeningJobTests : IDisposable
{
    private readonly FakeJob _job = new("watch");

    [Fact]
    public async Task Post_reaching_the_limit_ends_the_job_after_the_last_result()
    {
        var listening = new ListeningJob(_job, 3, new ProbeOutbox());
        listening.Open();
        Parallel.For(0, 100, _ =>
        {
            if (listening.TryTake())
            {
                listening.Post(new MessageParcel("x"));
            }
        });
        Assert.Equal((0, null), await _job.Outcome);
        Assert.Equal(3, _job.Results().Count);
        Assert.False(listening.IsOpen);
    }

    [Fact]
    public void TryTake_before_open_and_after_the_end_is_refused()
    {
        var listening = new ListeningJob(_job, 3, new ProbeOutbox());
        Assert.False(listening.TryTake());
        listening.Open();
        Assert.True(listening.TryTake());
        _job.End();
        Assert.False(listening.TryTake());
    }

    [Fact]
    public async Task Post_beyond_the_bound_is_refused_and_said()
    {
        using var stuck = new ManualResetEventSlim();
        var listening = new ListeningJob(_job, 0, new ProbeOutbox());
        listening.Open();
        for (var i = 0; i < 10_000; i++)
        {
            listening.TryTake();
            listening.Post(new Stuck(stuck));
        }

        stuck.Set();
        while (!(await _job.NextAsync()).GetProperty("message").GetString()!.Contains("results were dropped", StringComparison.Ordinal))
        {
        }
    }

    [Fact]
    public async Task Outbox_carries_on_after_it_was_idle()
    {
        var outbox = new ProbeOutbox();
        foreach (var name in new[] { "first", "second" })
        {
            using var job = new FakeJob(name);
            var listening = new ListeningJob(job, 1, outbox);
            listening.Open();
            Assert.True(listening.TryTake());
            listening.Post(new MessageParcel(name));
            await job.Outcome;
        }
    }

    public void Dispose() => _job.Dispose();

    private sealed class Stuck(ManualResetEventSlim until) : Parcel
    {
        public override long Size => 1;

        public override void Deliver(ProbeJob job) => until.Wait();
    }
}
