using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Tests.Commands;

// One of them uses up the evaluations there may be at once.
[Collection("own evaluations")]
public sealed class OgnlTests
{
    private const string Sample = "Arthas.Probe.Tests.Commands.OgnlTests+Sheet";

    internal sealed class Sheet
    {
        public static int Number = 3;

        public static int Next() => ++Number;
    }

    [Fact]
    public void Value_and_its_limits_are_the_result()
    {
        var (results, status, _) = CommandRun.Of("ognl", ("express", "{1, 'a', null}"), ("expand", "2"), ("sizeLimit", "1000"));

        Assert.Equal(0, status);
        Assert.Equal("""{"type":"ognl","value":[1,"a",null],"sizeLimit":1000,"expand":2}""", results.Single().GetRawText());
    }

    [Fact]
    public void Static_field_is_read_again_each_time()
    {
        Sheet.Number = 41;
        Assert.Equal(41, Value($"@{Sample}@Number"));
        Sheet.Number = 42;
        Assert.Equal(42, Value($"@{Sample}@Number"));
    }

    [Theory]
    [InlineData("1 +", "expected a value but found the end of the expression (at position 3)")]
    [InlineData("params[0]", "no such name 'params'; there is no call to look at; begin at a type: @Namespace.Type@member (at position 0)")]
    [InlineData("@no.Such@thing", "no type 'no.Such' is loaded")]
    [InlineData("@java.lang.System@out", "there is no java.lang.System: on .NET it is System.Environment")]
    [InlineData($"@{Sample}@Nope", "Nope")]
    [InlineData($"@{Sample}@Number = 5", "By default, strict mode is true, not allowed to set object properties.")]
    [InlineData("", "the expression is empty")]
    public void Wrong_expression_is_told(string express, string message)
    {
        var (results, status, told) = CommandRun.Of("ognl", ("express", express));

        Assert.Equal(-1, status);
        Assert.Empty(results);
        Assert.StartsWith("Failed to execute ognl, exception message: ", told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Observer_reads_but_does_not_call()
    {
        var before = Sheet.Number;
        using var reads = new FakeJob("ognl", ("express", $"@{Sample}@Number")) { As = Role.Observe };
        using var calls = new FakeJob("ognl", ("express", $"@{Sample}@Next()")) { As = Role.Observe };

        ProbeCommands.Find("ognl")!.Start(reads);
        ProbeCommands.Find("ognl")!.Start(calls);

        Assert.Equal((0, null), reads.EndedWith);
        Assert.Equal(-1, calls.EndedWith?.Status);
        Assert.Contains("needs the role 'change': it calls the static method 'Next' at position", calls.EndedWith?.Message, StringComparison.Ordinal);
        Assert.Equal(before, Sheet.Number);
    }

    [Fact]
    public void Load_context_that_is_not_there_is_told()
    {
        Assert.Equal("Can not find classloader with hashCode: 1.", CommandRun.Of("ognl", ("express", "1"), ("classLoader", "1")).Message);
        Assert.Equal("Can not find classloader by class name: no.Such.", CommandRun.Of("ognl", ("express", "1"), ("classLoaderClass", "no.Such")).Message);
    }

    [Fact]
    public async Task Calls_that_do_not_return_leave_room_for_others()
    {
        using var open = new ManualResetEventSlim();
        s_gate = open;
        var stuck = Enumerable.Range(0, OwnEvaluations.Bound).Select(_ => new FakeJob("ognl", ("express", "@Arthas.Probe.Tests.Commands.OgnlTests@Wait()"))).ToList();
        var threads = stuck.ConvertAll(job => Task.Factory.StartNew(
            () => ProbeCommands.Find("ognl")!.Start(job), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        while (Volatile.Read(ref s_waiting) < OwnEvaluations.Bound)
        {
            await Task.Yield();
        }

        var refused = CommandRun.Of("ognl", ("express", "1"));
        open.Set();
        await Task.WhenAll(threads);

        Assert.Equal(-1, refused.Status);
        Assert.StartsWith("8 expressions are at work in this process already.", refused.Message, StringComparison.Ordinal);
        Assert.All(stuck, job => Assert.Equal((0, null), job.EndedWith));
        Assert.Equal(0, CommandRun.Of("ognl", ("express", "1")).Status);
        stuck.ForEach(job => job.Dispose());
    }

    private static ManualResetEventSlim? s_gate;
    private static int s_waiting;

    public static int Wait()
    {
        Interlocked.Increment(ref s_waiting);
        s_gate!.Wait(TestContext.Current.CancellationToken);
        return 1;
    }

    private static int Value(string express) => CommandRun.Only("ognl", ("express", express)).GetProperty("value").GetInt32();
}
