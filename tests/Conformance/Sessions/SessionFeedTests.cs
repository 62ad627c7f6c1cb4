using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Sessions;

public sealed class SessionFeedTests
{
    private readonly SessionFeed _feed = new("session", new LogOptions());

    [Fact]
    public void Answer_that_failed_is_remembered_after_its_pull()
    {
        var failed = Answer(delivered: false);

        Assert.Same(failed, _feed.Delivery("consumer", failed.Id));
    }

    [Fact]
    public void Answer_that_is_not_out_yet_is_remembered()
    {
        var open = Answer(delivered: null);

        Assert.Same(open, _feed.Delivery("consumer", open.Id));
    }

    [Fact]
    public void Answer_that_was_sent_is_forgotten_with_its_pull()
    {
        var done = Answer(delivered: true);

        Assert.Null(_feed.Delivery("consumer", done.Id));
    }

    /// <summary>A pull that was answered, and what this node has told of it twice since.</summary>
    private Delivery Answer(bool? delivered)
    {
        var seat = _feed.Sit("consumer", parkedUntil: 0);
        seat.Leave(now: 0);
        var delivery = new Delivery(sessions: null!, "session", "consumer", from: 0, to: 3, isSaid: true);
        _feed.Begin("consumer", delivery);
        if (delivered is { } ended)
        {
            delivery.End(ended);
        }

        _feed.TakeSightings(TimeProvider.System, isLast: false);
        _feed.TakeSightings(TimeProvider.System, isLast: false);
        return delivery;
    }
}
