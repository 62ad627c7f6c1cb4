namespace Arthas.EndToEnd.Weaving;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("Corpus:Corpus.Shapes.Classes+Animal:Sound", "it is abstract and has no body: name the implementing class")]
    [InlineData("Corpus:Corpus.Shapes.Pointers:abs", "it has no IL: it is native code or made by the runtime")]
    [InlineData("Collectible:Corpus.Hot:Add", "its assembly is in a collectible load context, the runtime does not recompile those: load it into one that is not (isCollectible: false)")]
    [InlineData("Emitted:Emitted.Type:Method", "its assembly was made at run time (AssemblyBuilder), the runtime does not recompile those")]
    [InlineData("System.Private.CoreLib:System.String:Concat", "it is in System.Private.CoreLib: everything runs through it. `options unsafe true` allows it")]
    [InlineData("System.Private.CoreLib:System.Runtime.CompilerServices.CastHelpers:ChkCastAny", "the runtime calls it from within compiled code, weaving it would end the process")]
    [InlineData("Arthas.Probe:Arthas.Probe.Weaving.Hooks:Enter", "it belongs to the probe itself")]
    public async Task A_method_that_cannot_be_woven_is_refused_with_the_reason(string what, string reason)
    {
        await using var corpus = await CorpusProcess.StartAttachedAsync();
        await corpus.RoundAsync();

        var answer = await corpus.OrderAsync($"weave x {what}");

        Assert.StartsWith("woven 0 ", answer[0], StringComparison.Ordinal);
        Assert.All(answer.Skip(1), refused => Assert.EndsWith(": " + reason, refused, StringComparison.Ordinal));
        Assert.True(answer.Count > 1);
    }

    [Fact]
    public async Task The_core_library_is_woven_when_it_is_allowed()
    {
        await using var corpus = await CorpusProcess.StartAttachedAsync();
        var expected = await corpus.RoundAsync();
        await corpus.OrderAsync("unsafe true");
        foreach (var type in new[] { "Object", "String", "Collections.Generic.List`1", "Threading.Monitor", "Threading.Tasks.Task", "Exception" })
        {
            var answer = await corpus.OrderAsync($"weave x System.Private.CoreLib:System.{type}");

            Assert.Equal(expected, await corpus.RoundAsync());
            Assert.True(await IsBalancedAsync(corpus));
            Assert.True(await corpus.TotalAsync("x") > 0, answer[0]);
            await corpus.OrderAsync("unweave x");
        }

        Assert.Equal(expected, await corpus.RoundAsync());
    }

    /// <summary>Everybody calls the core library: a look may find a call of another thread that is just about to end.</summary>
    private static async Task<bool> IsBalancedAsync(CorpusProcess corpus)
    {
        var balanced = false;
        for (var look = 0; !balanced && look < 100; look++)
        {
            balanced = (await corpus.OrderAsync("unbalanced x")).Count == 0;
        }

        return balanced;
    }
}
