using Arthas.Contracts.Links;

namespace Arthas.Contracts.Tests.Links;

public sealed class LinkReaderTests : IAsyncDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly RungTime _time = new();
    private readonly LinkConnection _agent;
    private readonly LinkReader _reader;

    public LinkReaderTests()
    {
        var (agent, hub) = LinkPair.Create();
        _agent = new LinkConnection(agent);
        _reader = new LinkReader(new LinkConnection(hub), Silence, _time, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _reader.DisposeAsync();
    }

    [Fact]
    public async Task NextAsync_silent_link_is_given_up()
    {
        var next = _reader.NextAsync();

        _time.RingAfter(Silence);

        Assert.Equal("nothing came for 3 s", (await Assert.ThrowsAsync<TimeoutException>(async () => await next)).Message);
    }

    [Fact]
    public async Task NextAsync_reader_that_stood_still_itself_waits_again()
    {
        var next = _reader.NextAsync();

        _time.RingAfter(10 * Silence);
        await _agent.SendAsync(new LinkFrame.Heartbeat(), TestContext.Current.CancellationToken);

        Assert.IsType<LinkFrame.Heartbeat>(await next);
        var silent = _reader.NextAsync();
        _time.RingAfter(Silence);
        await Assert.ThrowsAsync<TimeoutException>(async () => await silent);
    }

    [Fact]
    public async Task NextAsync_timer_that_rings_early_rings_again()
    {
        var next = _reader.NextAsync();

        _time.RingAfter(Silence - TimeSpan.FromMilliseconds(4));

        Assert.False(next.IsCompleted);
        Assert.Equal(TimeSpan.FromMilliseconds(5), _time.Due);
        _time.RingAfter(_time.Due);
        await Assert.ThrowsAsync<TimeoutException>(async () => await next);
    }

    /// <summary>A clock and one timer, which rings when the test says so.</summary>
    private sealed class RungTime : TimeProvider, ITimer
    {
        private TimerCallback? _ring;
        private long _ticks;

        public TimeSpan Due { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = callback;
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void RingAfter(TimeSpan time)
        {
            _ticks += time.Ticks;
            _ring!(null);
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
