namespace Arthas.EndToEnd.Weaving;

/// <summary>Listeners that tell by a call's plain arguments whether they care, on every shape of method.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("seen")]
    [InlineData("range")]
    public async Task Gates_change_no_word_of_what_the_program_says_and_admit_rightly(string gate)
    {
        await using var corpus = await CorpusProcess.StartAsync();
        var expected = await corpus.RoundAsync();
        await corpus.AttachAsync();

        await corpus.OrderAsync($"weave gated Corpus {gate}");

        Assert.Equal(expected, await corpus.RoundAsync());
        await corpus.OrderAsync("settle gated"); // From now on bodies look for themselves whether a call lies in the range.
        Assert.Equal(expected, await corpus.RoundAsync());
        Assert.Empty(await corpus.OrderAsync("unbalanced gated"));
        Assert.Empty(await corpus.OrderAsync("wrong gated"));
        Assert.Equal(gate == "closed", (await corpus.OrderAsync("unheard gated")).Contains("Corpus.Shapes.Arguments.Many"));
    }

    [Fact]
    public async Task A_listener_without_a_gate_hears_what_another_turns_away()
    {
        await using var corpus = await CorpusProcess.StartAttachedAsync();
        await corpus.OrderAsync("weave gated Corpus:Corpus.Hot:Add closed");
        await corpus.OrderAsync("weave open Corpus:Corpus.Hot:Add");
        await corpus.HotAsync();
        var heard = await corpus.TotalAsync("open");
        Assert.True(heard > 0);

        await corpus.OrderAsync("unweave open");
        var before = await corpus.TotalAsync("gated");
        await corpus.HotAsync();

        Assert.Equal((heard, before), (await corpus.TotalAsync("open"), await corpus.TotalAsync("gated")));
    }
}
