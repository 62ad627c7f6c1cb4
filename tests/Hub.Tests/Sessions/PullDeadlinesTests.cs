using System.Diagnostics;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Tests.Sessions;

public sealed class PullDeadlinesTests
{
    [Fact]
    public async Task Add_ofMany_forgetsThoseThatLeft_andWakesTheOthersInTime()
    {
        using var deadlines = new PullDeadlines(TimeProvider.System);
        var (soon, later) = (Seat(seconds: 1), Seat(seconds: 2));
        var woken = Task.WhenAll(soon.Woken, later.Woken);
        deadlines.Add(later);
        deadlines.Add(soon);

        for (var i = 0; i < 50_000; i++)
        {
            var answered = Seat(seconds: 3600);
            deadlines.Add(answered);
            answered.Leave(Stopwatch.GetTimestamp());
        }

        Assert.InRange(deadlines.Count, 2, 20_000);
        await woken.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(Stopwatch.GetTimestamp() >= later.ParkedUntil);
    }

    private static ConsumerSeat Seat(int seconds) => new(before: null) { ParkedUntil = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency) };
}
