namespace Arthas.EndToEnd.Weaving;

public sealed class RoundsTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task Enhanced_and_reverted_200_times_under_load_leaves_nothing_behind()
    {
        await using var corpus = await CorpusProcess.StartAttachedAsync();
        await corpus.SendAsync("load 2");
        await corpus.AskAsync("cycle 5 Corpus");
        var before = await corpus.StateAsync();

        for (var round = 0; round < Rounds; round += 10)
        {
            Assert.StartsWith("cycled 10 ", await corpus.AskAsync("cycle 10 Corpus"), StringComparison.Ordinal);
        }

        var after = await corpus.StateAsync();
        await corpus.SendAsync("stop");
        Assert.Matches("^rounds [1-9][0-9]* differences $", await corpus.LineAsync("^rounds "));
        Assert.InRange(after["assemblies"], before["assemblies"], before["assemblies"] + 1);
        Assert.InRange(after["threads"], 0, before["threads"] + 10);
        Assert.InRange(after["handles"], 0, before["handles"] + 20);
        Assert.InRange(after["heap"], 0, before["heap"] + 4096);

        // The runtime keeps every body it ever compiled, a few hundred bytes to 2 KiB each; only methods called while
        // they were woven are compiled again. 1,000 methods in each round: nothing else may grow.
        Assert.InRange(after["rss"], 0, before["rss"] + (Rounds * 1000));
    }
}
