using System.Text;
using Arthas.Agent.Jobs;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;

namespace Arthas.Agent.Tests;

public sealed class AgentOutboxTests
{
    private readonly ManualTime _time = new();
    private readonly AgentOutbox _outbox;

    public AgentOutboxTests() => _outbox = new AgentOutbox(1, new AgentOptions { JobBytes = 100, KeepAcknowledged = TimeSpan.FromSeconds(30) }, _time);

    [Fact]
    public void Take_gathers_what_waits_into_one_batch()
    {
        Add("a", "b");

        var batch = Take()!;

        Assert.Equal((1, false), (batch.Number, batch.Last));
        Assert.Equal(["a", "b"], Texts(batch));
        Assert.Null(Take());
    }

    [Fact]
    public void Take_after_end_is_last_and_ends_with_status()
    {
        Add("a");
        _outbox.End(Status());

        var batch = Take()!;

        Assert.True(batch.Last);
        Assert.Equal("status", batch.Results[^1].Type);
    }

    [Fact]
    public void End_second_time_does_not_count()
    {
        Assert.True(_outbox.End(Status()));
        Assert.False(_outbox.End(Status()));
        Assert.False(_outbox.Add(Result("late")));
        Assert.Single(Take()!.Results);
    }

    [Fact]
    public void Add_beyond_bound_is_dropped_and_announced_in_its_place()
    {
        Add(new string('x', 90));
        Assert.False(_outbox.Add(Result(new string('y', 90))));
        Assert.False(_outbox.Add(Result(new string('z', 90))));
        Take();
        _outbox.Acknowledge(2);
        Add("after");

        var texts = Texts(Take()!);
        Assert.Contains("2 results were dropped", texts[0], StringComparison.Ordinal);
        Assert.Equal("after", texts[1]);
    }

    [Fact]
    public void End_beyond_bound_still_gets_in_with_the_count()
    {
        Add(new string('x', 90));
        _outbox.Add(Result(new string('y', 90)));
        _outbox.End(Status());

        Assert.Equal(["watch", "message", "status"], Take()!.Results.Select(result => result.Type));
    }

    [Fact]
    public void Resend_goes_on_from_the_batch_that_is_missing()
    {
        Batches("a", "b", "c");

        _outbox.Resend(2);

        Assert.Equal((2, "b"), (Take() is { } second ? (second.Number, Texts(second)[0]) : default));
        Assert.Equal(3, Take()!.Number);
        Assert.Null(Take());
    }

    [Fact]
    public void Resend_acknowledged_batches_while_they_are_kept_goes_again()
    {
        Batches("a", "b");
        _outbox.Acknowledge(3);
        _time.Advance(TimeSpan.FromSeconds(29));
        _outbox.Trim();

        _outbox.Resend(1);

        Assert.Equal(["a"], Texts(Take()!));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["b"], Texts(Take()!));
    }

    [Fact]
    public void Resend_batches_not_kept_any_more_are_counted_and_numbers_go_on()
    {
        Batches("a", "b", "c");
        _outbox.Acknowledge(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        _outbox.Trim();

        _outbox.Resend(1);

        var first = Take()!;
        Assert.Equal(1, first.Number);
        Assert.Contains("2 results were lost", Texts(first)[0], StringComparison.Ordinal);
        var second = Take()!;
        Assert.Equal((2, "c"), (second.Number, Texts(second)[0]));
    }

    [Fact]
    public void IsFinished_status_acknowledged_and_kept_long_enough()
    {
        _outbox.End(Status());
        Take();
        _outbox.Acknowledge(2);
        Assert.False(_outbox.IsFinished);

        _time.Advance(TimeSpan.FromSeconds(30));
        _outbox.Trim();

        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void Take_waits_for_acknowledgements_of_what_is_underway()
    {
        Batches("1", "2", "3", "4", "5", "6", "7", "8");
        Add("9");
        Assert.Null(Take());

        _outbox.Acknowledge(2);

        Assert.Equal(["9"], Texts(Take()!));
    }

    [Fact]
    public void Take_of_results_that_were_held_up_is_paced()
    {
        Add("a", "b", "c", "d", "e");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, Take()!.Results.Count);
        Add("f");

        Assert.Null(_outbox.Take(out var pause));
        Assert.Equal(TimeSpan.FromMilliseconds(1), pause);
        _time.Advance(pause);

        Assert.Equal(["f"], Texts(Take()!));
        Add("g");
        Assert.Equal(["g"], Texts(Take()!));
    }

    [Fact]
    public void Take_of_what_never_catches_up_is_paced_no_more()
    {
        for (var i = 0; i < 25; i++)
        {
            Add("a");
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.NotNull(Take());
            _outbox.Acknowledge(i + 2);
        }

        Add("b");
        Assert.NotNull(Take());
    }

    [Fact]
    public void Stop_counts_what_was_not_sent_and_what_still_comes()
    {
        Batches("a", "b");
        Add("c");

        Assert.True(_outbox.Stop());
        Assert.False(_outbox.Add(Result("d")));
        Assert.Null(Take());
        Assert.Null(_outbox.TakeLate());
        _outbox.End(Status());

        Assert.Equal((3, 2), _outbox.TakeLate());
        Assert.Null(_outbox.TakeLate());
    }

    [Fact]
    public void Stop_on_the_next_link_counts_what_the_hub_does_not_have()
    {
        Batches("a", "b", "c");
        _outbox.Resend(2);
        _outbox.Stop();
        _outbox.End(Status());

        Assert.Null(Take());
        Assert.Equal((4, 2), _outbox.TakeLate());
    }

    [Fact]
    public void Stop_told_on_a_link_that_broke_is_told_again_under_its_number()
    {
        Batches("a", "b", "c");
        _outbox.Stop();
        _outbox.Add(Result("d"));
        _outbox.End(Status());
        Assert.Equal((4, 1), _outbox.TakeLate());

        // The hub has only the first two batches.
        _outbox.Resend(3);
        Assert.False(_outbox.Stop());

        Assert.Equal((4, 2), _outbox.TakeLate());
        Assert.False(_outbox.IsFinished);
        _outbox.Acknowledge(5);
        Assert.True(_outbox.IsFinished);
        Assert.True(_outbox.IsDelivered);
    }

    [Fact]
    public void Stop_told_and_counted_is_not_told_again()
    {
        Add("a");
        _outbox.Stop();
        _outbox.End(Status());
        Assert.Equal((1, 1), _outbox.TakeLate());

        _outbox.Resend(2);

        Assert.Null(_outbox.TakeLate());
        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void Stop_counts_announcements_as_what_they_announce()
    {
        Add(new string('x', 90));
        _outbox.Add(Result(new string('y', 90)));
        _outbox.Add(Result(new string('z', 90)));
        Take();
        _outbox.Acknowledge(2);
        Add("after");
        _outbox.Stop();
        _outbox.End(Status());

        Assert.Equal((2, 3), _outbox.TakeLate());
    }

    [Fact]
    public void Stop_with_nothing_left_has_nothing_to_tell()
    {
        Batches("a");
        _outbox.Stop();
        _outbox.End(Status());

        Assert.Null(_outbox.TakeLate());
        Assert.False(_outbox.IsFinished);
        _outbox.Acknowledge(2);
        Assert.True(_outbox.IsFinished);
    }

    private LinkBatch? Take() => _outbox.Take(out _);

    private static StatusResult Status() => new() { JobId = 1, StatusCode = 0 };

    private static Result Result(string text) => new(1, "watch", Encoding.UTF8.GetBytes(text));

    private static List<string> Texts(LinkBatch batch) => [.. batch.Results.Select(result => Encoding.UTF8.GetString(result.Json.Span))];

    private void Add(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.True(_outbox.Add(Result(text)));
        }
    }

    /// <summary>Each in a batch of its own, sent.</summary>
    private void Batches(params string[] texts)
    {
        foreach (var text in texts)
        {
            Add(text);
            Take();
        }
    }
}
