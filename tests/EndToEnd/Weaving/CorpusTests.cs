using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Weaving;

/// <summary>A program of every shape of method that C# has, optimised and unmodified, with all of it woven.</summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task Everything_woven_changes_no_word_of_what_the_program_says()
    {
        await using var untouched = await CorpusProcess.StartAsync();
        var expected = await untouched.RoundAsync();
        await using var corpus = await CorpusProcess.StartAsync();
        Assert.Equal(expected, await corpus.RoundAsync());

        await corpus.AttachAsync();
        var woven = await corpus.OrderAsync("weave everything Corpus");
        var written = await corpus.OrderAsync("weave written Written");
        Assert.Equal(expected, await corpus.RoundAsync());
        Assert.Equal(expected, await corpus.RoundAsync());
        Assert.Empty(await corpus.OrderAsync("unbalanced everything"));
        Assert.Empty(await corpus.OrderAsync("unbalanced written"));
        var count = int.Parse(woven[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(count - (await corpus.OrderAsync("unheard everything")).Count >= 600, woven[0]);
        Assert.All(woven.Skip(1), refused => Assert.Matches("it has no IL|it is abstract", refused));
        Assert.Equal(
            ["refused Written.Il.Broken: its woven body does not compile (InvalidProgramException: Common Language Runtime detected an invalid program.)", "refused Written.Il.Jump: it ends in a jmp instruction"],
            written.Skip(1));

        await corpus.OrderAsync("reset");
        Assert.Equal(expected, await corpus.RoundAsync());
    }

    [Fact]
    public async Task Everything_watched_changes_no_word_either()
    {
        await using var corpus = await CorpusProcess.StartAsync();
        var expected = await corpus.RoundAsync();
        await using var hub = await HubProcess.StartForAsync(corpus.Process);
        var (session, consumer) = await hub.Api.OpenAsync();

        // -b -e -s and depth 3: each value that goes in or comes out is opened.
        await hub.Api.PostAsync(new { action = "async_exec", command = "watch Corpus.* * '{params, target, returnObj, throwExp}' -b -e -s -x 3 -m 2000 -n 100000000", sessionId = session });
        var enhanced = (await hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"), TimeSpan.FromMinutes(1))).One("enhancer");
        Assert.True(enhanced.GetProperty("effect").GetProperty("methodCount").GetInt32() > 800, enhanced.ToString());
        Assert.Equal(expected, await corpus.RoundAsync());
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch"));
        Assert.Equal(expected, await corpus.RoundAsync());

        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = session });
        Assert.Equal(expected, await corpus.RoundAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --skipJDKMethod false")]
    public async Task Everything_traced_changes_no_word_either(string option)
    {
        await using var corpus = await CorpusProcess.StartAsync();
        var expected = await corpus.RoundAsync();
        await using var hub = await HubProcess.StartForAsync(corpus.Process);
        var (session, consumer) = await hub.Api.OpenAsync();

        await hub.Api.PostAsync(new { action = "async_exec", command = "trace Corpus.* * -m 2000 -n 100000000" + option, sessionId = session });
        var enhanced = (await hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"), TimeSpan.FromMinutes(1))).One("enhancer");
        Assert.True(enhanced.GetProperty("effect").GetProperty("methodCount").GetInt32() > 800, enhanced.ToString());
        Assert.Equal(expected, await corpus.RoundAsync());
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("trace"));
        Assert.Equal(expected, await corpus.RoundAsync());

        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = session });
        Assert.Equal(expected, await corpus.RoundAsync());
    }

    [Fact]
    public async Task Arguments_results_and_exceptions_are_heard_as_they_are()
    {
        await using var corpus = await CorpusProcess.StartAttachedAsync();
        await corpus.OrderAsync("weave everything Corpus");
        await corpus.RoundAsync();

        var heard = new Dictionary<string, string>();
        foreach (var method in Expected.Keys)
        {
            heard[method] = await corpus.AskAsync($"last everything Corpus.Shapes.{method}");
        }

        Assert.Equal(Expected, heard);
    }

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Arguments.Many"] = "(1, 2, 3, 4, 5, 6, 7, 8, Boolean, null, 11, 12, 13, 14, 15, 16, 17, 8, Boolean, Transcript) = 226",
        ["Arguments.Reassigned"] = "(1, a) = 16",
        ["Arguments.AddressTaken"] = "(21) = 42",
        ["Arguments.TwoLarge"] = "(Big, Big) = ValueTuple`2",
        ["Primitives.MaybeInt"] = "(1) = 2",
        ["Primitives.Vector"] = "(Int32[][1, 2]) = Int32[][1, 2, 1]",
        ["Primitives.Nothing"] = "() = null",
        ["ByRefs.Ref"] = "(2) = null",
        ["ByRefs.RefText"] = "(ar) = null",
        ["ByRefs.RefGeneric"] = "(2, 1) = null",
        ["ByRefs.Out"] = "(42) = null",
        ["ByRefs.TryOut"] = "(null, null, -1) = Boolean",
        ["ByRefs.OutThrows"] = "(7) ! InvalidOperationException after assignment",
        ["ByRefs.Element"] = "(Int32[][1, 2, 3], 3) ! IndexOutOfRangeException Index was outside the bounds of the array.",
        ["ByRefs.Larger"] = "(5, 60) = 60",
        ["ByRefs.NullRef"] = "() = null",
        ["ByRefs.TakesNull"] = "(null) = Boolean",
        ["ByRefs.RefSpan"] = "(null) = null",
        ["ByRefs.Mixed"] = "(1, 8, 8, 3, Int32[][4, 5]) = null",
        ["RefStructs.Sum"] = "(null) = 45",
        ["RefStructs.Trimmed"] = "(null) = null",
        ["Exceptions.FinallyReplaces"] = "() ! InvalidOperationException second",
        ["Exceptions.FinallyReplacesAndCaught"] = "() = 6",
        ["Exceptions.ThrownAgain"] = "() ! ApplicationException outer",
        ["Exceptions.Divide"] = "(-2147483648, -1) ! OverflowException Arithmetic operation resulted in an overflow.",
        ["Pointers.Native"] = "(9, 4) = 5",
        ["Generics.Pair"] = "(k, 1.5) = KeyValuePair`2",
        ["Asyncs.Waits"] = "(1) = AsyncStateMachineBox`1",
        ["Recursion.Fib"] = "(0) = 0",
        ["Recursion.Inlined"] = "(25) = 25",
    };
}
